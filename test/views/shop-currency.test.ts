import { beforeAll, expect, it } from "vitest";
import { withShop } from "#app/db/with-shop.server.ts";
import { viewShopCurrency } from "#app/views/shop-currency.view.server.ts";
import { switchToRun } from "../tags/shop-with-scores.ts";
import { useTestDatabase } from "../support/test-database.ts";

const test = useTestDatabase();
const BEGAN = new Date("2026-11-20T08:00:00Z");
let shopId: bigint;

const view = async () => {
  const { id, currency, currentRunId } = await test.db.prisma.shop.findUniqueOrThrow({ where: { id: shopId } });
  return viewShopCurrency({ db: test.db }, { id, currency: currency!, currentRunId });
};
const addImport = (status: string, startedAt: Date) =>
  withShop(test.db, shopId, (tx) => tx.import.create({ data: { shopId, status, startedAt, updatedAt: startedAt, finishedAt: status === "querying" ? null : startedAt } }));

const setPaused = (at: Date | null) => test.db.prisma.shop.update({ where: { id: shopId }, data: { readingPausedAt: at } });

beforeAll(async () => {
  shopId = (await test.db.prisma.shop.create({ data: { domain: "currency.myshopify.com", currency: "GBP", timeZone: "UTC", scopes: [], installedAt: BEGAN } })).id;
});

it("figures are in the currency of the run that they are from, and it is told until an import that began since is done", async () => {
  expect(await view()).toEqual({ currency: "GBP", figuresIn: "GBP", unread: null });
  await switchToRun(test.db, shopId, [{ customerId: 5n }]);
  await addImport("done", BEGAN);
  const since = new Date(BEGAN.getTime() + 1000);
  await test.db.prisma.shop.update({ where: { id: shopId }, data: { currency: "SEK", currencySince: since } });
  expect(await view()).toEqual({ currency: "SEK", figuresIn: "GBP", unread: "waiting" });
  await addImport("querying", since);
  expect(await view()).toEqual({ currency: "SEK", figuresIn: "GBP", unread: "reading" });
  await test.owner.query("UPDATE imports SET status = 'failed' WHERE status = 'querying'");
  expect((await view()).unread).toBe("waiting");
  await setPaused(since);
  expect((await view()).unread).toBe("paused");
  await addImport("querying", since);
  expect((await view()).unread, "an import that rests").toBe("paused");
  await setPaused(null);
  expect((await view()).unread).toBe("reading");
  await test.owner.query("UPDATE imports SET status = 'failed' WHERE status = 'querying'");
  await addImport("done", since);
  expect(await view()).toEqual({ currency: "SEK", figuresIn: "GBP", unread: null });
});

it("of the imports only whether one was done is looked at, not what each has kept", async () => {
  await test.owner.query("REVOKE SELECT ON imports FROM perennial_app; GRANT SELECT (shop_id, id, status, started_at) ON imports TO perennial_app");
  try {
    expect((await view()).unread).toBeNull();
  } finally {
    await test.owner.query("GRANT SELECT ON imports TO perennial_app");
  }
});
