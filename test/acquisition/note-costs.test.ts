import { beforeEach, describe, expect, it } from "vitest";
import type { CostDraft } from "#app/acquisition/check-costs.ts";
import { checkSpendFile } from "#app/acquisition/check-spend-file.server.ts";
import { readCosts } from "#app/acquisition/costs.repo.server.ts";
import { noteCosts } from "#app/acquisition/note-costs.server.ts";
import { withShop } from "#app/db/with-shop.server.ts";
import { storeSplits } from "#app/insights/store-splits.repo.server.ts";
import { useTestDatabase } from "../support/test-database.ts";
import { addOrders } from "../views/orders-of-shop.ts";
import { addScores, addShop, NOW, type ScoredShop } from "../views/scored-shop.ts";

const test = useTestDatabase();
let shop: ScoredShop & { currency: string; timeZone: string };

beforeEach(async () => {
  await test.owner.query("TRUNCATE shops CASCADE");
  shop = { ...(await addShop(test.db, test.owner, "one")), currency: "EUR", timeZone: "Europe/Berlin" };
});

const deps = () => ({ db: test.db, clock: () => NOW });
const spend = (month: string, channel: string, amount: string) => ({ month, channel, amount });
const note = (draft: Partial<CostDraft>, version = 0, staffId: string | null = null, of = shop) =>
  noteCosts(deps(), of, { draft: { grossMargin: "", spends: [], ...draft }, version, staffId });
const costs = (of = shop) => withShop(test.db, of.id, (tx) => readCosts(tx, of));
const changes = () => withShop(test.db, shop.id, (tx) => tx.costChange.findMany({ orderBy: { version: "asc" }, omit: { shopId: true } }));

describe("what a merchant says of costs", () => {
  it("is nothing at first", async () => {
    expect(await costs()).toEqual({ version: 0, grossMargin: null, spends: [], left: [] });
  });

  it("is kept, with who said it, when, and what stood before", async () => {
    expect(await note({ grossMargin: "57", spends: [spend("2026-10", "web", "1200.50"), spend("2026-09", "pos", "0")] }, 0, "42")).toEqual({ kind: "saved", version: 1 });
    expect(await note({ grossMargin: "60.5", spends: [spend("2026-10", "web", "1300"), spend("2026-09", "pos", " ")] }, 1)).toEqual({ kind: "saved", version: 2 });
    expect(await costs()).toEqual({
      version: 2, grossMargin: 0.605, left: [], spends: [{ month: "2026-10", channel: "web", amountMinor: 130_000 }],
    });
    const currency = "EUR";
    expect(await changes()).toEqual([
      {
        version: 1, changedAt: NOW, staffId: "42",
        changes: {
          currency, grossMargin: { from: null, to: 0.57 },
          spends: [{ month: "2026-10", channel: "web", from: null, to: 120_050 }, { month: "2026-09", channel: "pos", from: null, to: 0 }],
        },
      },
      {
        version: 2, changedAt: NOW, staffId: null,
        changes: {
          currency, grossMargin: { from: 0.57, to: 0.605 },
          spends: [{ month: "2026-10", channel: "web", from: 120_050, to: 130_000 }, { month: "2026-09", channel: "pos", from: 0, to: null }],
        },
      },
    ]);
    const [row] = await withShop(test.db, shop.id, (tx) => tx.acquisitionSpend.findMany());
    expect(row).toMatchObject({ currency: "EUR", staffId: null, notedAt: NOW });
  });

  it("leaves what is not spoken of, and makes no version of nothing", async () => {
    await note({ grossMargin: "50", spends: [spend("2026-10", "web", "5")] });
    expect(await note({ grossMargin: "50", spends: [spend("2026-10", "Web", "5.00"), spend("2026-08", "x", "")] }, 1)).toEqual({ kind: "unchanged" });
    expect(await note({ grossMargin: "", spends: [spend("2026-09", "web", "7")] }, 1)).toEqual({ kind: "saved", version: 2 });
    expect(await costs()).toMatchObject({ version: 2, grossMargin: null, spends: [{ amountMinor: 700 }, { amountMinor: 500 }] });
  });

  it("is refused whole where something is wrong, all of it named", async () => {
    const draft = { grossMargin: "120", spends: [spend("2026-10", "web", "lots"), spend("2026-12", "pos", "5"), spend("2026-10", "pos", "5")] };
    expect(await note(draft)).toEqual({
      kind: "refused",
      problems: [
        { place: "grossMargin", value: "120" },
        { place: "2026-10 web", column: "amount", value: "lots", allowed: { rule: "amount", decimals: 2 } },
        { place: "2026-12 pos", column: "month", value: "2026-12", allowed: { rule: "month", from: "1990-01", to: "2026-11" } },
      ],
    });
    expect((await costs()).version).toBe(0);
  });

  it.each(["0", "-5", "100.1", "abc", "1e1", "NaN", "50%"])("knows no margin of %j percent", async (grossMargin) => {
    expect(await note({ grossMargin })).toEqual({ kind: "refused", problems: [{ place: "grossMargin", value: grossMargin }] });
  });

  it("is not written over what somebody else has saved meanwhile, not even at the same moment", async () => {
    await note({ grossMargin: "50" });
    expect(await note({ grossMargin: "60" })).toEqual({ kind: "outdated", version: 1 });
    const answers = await Promise.all(["61", "62", "63", "64"].map((grossMargin) => note({ grossMargin, spends: [spend("2026-10", "web", grossMargin)] }, 1)));
    expect(answers.map(({ kind }) => kind).sort()).toEqual(["outdated", "outdated", "outdated", "saved"]);
    const { grossMargin, spends } = await costs();
    expect(spends).toEqual([{ month: "2026-10", channel: "web", amountMinor: Math.round(grossMargin! * 10_000) }]);
  });

  it("has each channel in one spelling", async () => {
    await note({ spends: [spend("2026-10", "Google", "5"), spend("2026-09", "GOOGLE", "6")] });
    await note({ spends: [spend("2026-10", "google ", "7")] }, 1);
    expect((await costs()).spends).toEqual([{ month: "2026-09", channel: "Google", amountMinor: 600 }, { month: "2026-10", channel: "Google", amountMinor: 700 }]);
  });

  it("counts amounts in the shop's currency only, and has those of another one noted anew", async () => {
    await note({ spends: [spend("2026-10", "web", "5"), spend("2026-09", "web", "6")] });
    const yen = { ...shop, currency: "JPY" };
    expect(await costs(yen)).toMatchObject({ spends: [], left: [{ month: "2026-09", channel: "web" }, { month: "2026-10", channel: "web" }] });
    await note({ spends: [spend("2026-10", "web", "700")] }, 1, null, yen);
    expect(await costs(yen)).toMatchObject({ spends: [{ month: "2026-10", amountMinor: 700 }], left: [{ month: "2026-09", channel: "web" }] });
  });

  it("is the shop's own", async () => {
    const other = { ...(await addShop(test.db, test.owner, "other")), currency: "EUR", timeZone: "UTC" };
    await note({ grossMargin: "40", spends: [spend("2026-10", "web", "5")] }, 0, null, other);
    expect(await costs()).toEqual({ version: 0, grossMargin: null, spends: [], left: [] });
    await note({ spends: [spend("2026-10", "web", "9")] });
    await note({ spends: [spend("2026-10", "web", "")] }, 1);
    expect(await costs(other)).toMatchObject({ version: 1, grossMargin: 0.4, spends: [{ amountMinor: 500 }] });
  });

  it("may be thousands of amounts at once", async () => {
    const spends = Array.from({ length: 5_000 }, (_, index) => spend(`20${10 + (index % 16)}-0${1 + (index % 9)}`, `channel ${index}`, String(index)));
    expect(await note({ spends })).toEqual({ kind: "saved", version: 1 });
    expect((await costs()).spends).toHaveLength(5_000);
  });
});

describe("a file of spend before it is noted", () => {
  const file = (text: string) => ({ text, channelCalled: (name: string) => name });

  it("names channels through which no first order came, and notes nothing", async () => {
    await addScores(test.owner, shop, 6);
    await addOrders(test.db, shop.id, [1n, 2n, 3n].map((id) => ({ id, customerId: id, netMinor: 500, processedAt: new Date("2026-05-05") })));
    await test.owner.query("UPDATE orders SET channel = 'Web Shop' WHERE shop_id = $1", [shop.id]);
    await test.owner.query("UPDATE customer_scores SET age_days = scored_day - date '2026-05-05' WHERE shop_id = $1", [shop.id]);
    await withShop(test.db, shop.id, (tx) => storeSplits(tx, shop.id));
    const report = await checkSpendFile(deps(), shop, file("Month,Channel,Amount\n2026-01,web shop,5\n2026-01,google,6\n2026-02,google,6\n2026-02,x,no"));
    expect(report).toMatchObject({
      kind: "read", totalMinor: 1_700, unknownChannels: ["google"], problems: [{ line: 5 }],
      spends: [{ channel: "Web Shop" }, { channel: "google" }, { channel: "google" }],
    });
    expect(await costs()).toMatchObject({ version: 0, spends: [] });
  });

  it("goes by the month on the shop's clock", async () => {
    const at = new Date("2026-11-30T23:30:00Z");
    const report = (timeZone: string) => checkSpendFile({ db: test.db, clock: () => at }, { ...shop, timeZone }, file("Month,Channel,Amount\n2026-12,web,5"));
    expect(await report("Europe/Berlin")).toMatchObject({ problems: [] });
    expect(await report("America/New_York")).toMatchObject({ spends: [], problems: [{ column: "month" }] });
  });

  it("is refused with a reason", async () => {
    expect(await checkSpendFile(deps(), shop, file(""))).toEqual({ kind: "refused", reason: { why: "empty" }, unknownChannels: [] });
  });
});
