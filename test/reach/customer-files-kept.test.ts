import { describe, expect, it } from "vitest";
import { pruneShop } from "#app/compliance/prune-shop.repo.server.ts";
import { withShop } from "#app/db/with-shop.server.ts";
import { handlersOf } from "#app/job-handlers.server.ts";
import { loseAccess } from "#app/shops/lose-access.server.ts";
import { findSession } from "#app/shops/shop-session.repo.server.ts";
import { uninstallShop } from "#app/shops/uninstall-shop.server.ts";
import { readStream } from "../support/read-stream.ts";
import { installApp } from "../support/sandbox.ts";
import { TEST_KEY } from "../support/test-deps.ts";
import { addUp } from "../views/scored-shop.ts";
import { OTHER, useCustomerFiles } from "./use-customer-files.ts";

const { test, shopify, shop, deps, ask, send, look, download, idsInFile, fill, shopifyThat, scoreMany, withEverybody, rowsOf, subscribe } = useCustomerFiles();

const DAY_MS = 86_400_000;

describe("what is kept of it", () => {
  it("is sealed: no address can be read in any row, and no part opens in another's place", async () => {
    subscribe(3, "griselda3@customers.example");
    await ask("sort=orders&dir=asc");
    await fill();
    const { rows } = await test.owner.query<{ text: string }>("SELECT encode(sealed, 'escape') AS text FROM file_parts");
    expect(rows).toHaveLength(3);
    expect(JSON.stringify(rows)).not.toMatch(/griselda|customers\.example/);
    expect((await readStream((await download()).body!)).text).toContain("griselda3@customers.example");
    await test.owner.query("UPDATE file_parts SET sealed = (SELECT sealed FROM file_parts WHERE part = 1) WHERE part = 0");
    await expect(download()).rejects.toThrow("does not open");
  });

  it("goes when a customer of the shop is to be forgotten, also what is being made", async () => {
    const { currentRunId } = await test.db.prisma.shop.findUniqueOrThrow({ where: { id: shop.id } });
    await addUp(test.db, { id: shop.id, currentRunId: currentRunId! });
    await ask("tier=low");
    await fill();
    await ask("", { staffId: OTHER });
    const redact = () => handlersOf(deps).find(({ job }) => job === "redact-customer")!.run({ shopId: String(shop.id), requestId: "r", customerId: "3", orderIds: [] }, { isLast: false });
    const watched = shopifyThat(async (call) => {
      if (call === 2) await redact();
    });
    await fill(watched.deps);
    expect([await rowsOf("customer_files"), await rowsOf("file_parts")]).toEqual([[], []]);
    expect((await download()).status).toBe(404);
    await ask();
    await fill();
    expect(await idsInFile()).not.toContain("3");
  });

  it("breaks off visibly where it goes while it is fetched", async () => {
    await scoreMany(2_100);
    await ask();
    await fill(withEverybody().deps);
    const { body } = await download();
    await send("drop");
    const { text, end } = await readStream(body!);
    expect(text).toContain("INCOMPLETE");
    expect(end).not.toBe("whole");
  });

  it("is handed out for a day, and removed then", async () => {
    await ask("tier=low");
    await fill();
    const [{ asked_at: askedAt }] = (await rowsOf("customer_files")) as [{ asked_at: Date }];
    const { rows } = await test.owner.query("SELECT extract(epoch FROM jobs.run_at - $1)::float AS after, payload FROM graphile_worker.jobs JOIN graphile_worker._private_jobs USING (id) WHERE task_identifier = 'drop-customer-file'", [askedAt]);
    expect(rows).toHaveLength(1);
    expect(Math.abs(rows[0].after - DAY_MS / 1000)).toBeLessThan(60);
    await test.owner.query("UPDATE customer_files SET asked_at = asked_at - interval '1 day'");
    expect([await look(), (await download()).status]).toEqual([null, 404]);
    await handlersOf(deps).find(({ job }) => job === "drop-customer-file")!.run(rows[0].payload, { isLast: false });
    expect([await rowsOf("customer_files"), await rowsOf("file_parts")]).toEqual([[], []]);
  });

  it("goes at night where that job was lost", async () => {
    await ask("tier=low");
    await pruneShop(test.db, shop.id, new Date(Date.now() + DAY_MS - 60_000));
    expect(await rowsOf("customer_files")).toHaveLength(1);
    await pruneShop(test.db, shop.id, new Date(Date.now() + DAY_MS + 60_000));
    expect([await rowsOf("customer_files"), await rowsOf("file_parts")]).toEqual([[], []]);
  });

  it("goes with the app, and with its access", async () => {
    await ask("tier=low");
    const session = await withShop(test.db, shop.id, (tx) => findSession(tx, shop.id, `offline_${shopify.sandbox.domain}`, TEST_KEY));
    expect(await loseAccess(deps, shop.id, session!)).toBe(true);
    expect([await rowsOf("customer_files"), await rowsOf("file_parts")]).toEqual([[], []]);
    shop.id = await installApp(test, shopify);
    await ask("tier=low");
    await uninstallShop(deps, { shopId: String(shop.id), uninstalledAt: new Date(Date.now() + 60_000).toISOString() });
    expect([await rowsOf("customer_files"), await rowsOf("file_parts")]).toEqual([[], []]);
  });
});

it("twenty thousand customers are noted, filled and fetched a part at a time", { timeout: 60_000 }, async () => {
  await scoreMany(20_000);
  expect(await ask()).toMatchObject({ customers: 20_000 });
  const { asked, deps: using } = withEverybody();
  await fill(using);
  expect([asked.length, Math.max(...asked)]).toEqual([400, 50]);
  const sizes: number[] = [];
  const ids: string[] = [];
  const reader = (await download()).body!.getReader();
  for (let { value } = await reader.read(); value !== undefined; { value } = await reader.read()) {
    sizes.push(value.length);
    ids.push(...new TextDecoder().decode(value).split("\n").map((line) => line.split(",")[0]!));
  }
  expect(Math.max(...sizes)).toBeLessThan(200_000);
  expect(ids.filter((id) => /^\d/.test(id))).toEqual(Array.from({ length: 20_000 }, (_, index) => String(20_000 - index)));
});
