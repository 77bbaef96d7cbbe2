import { beforeEach, describe, expect, it, vi } from "vitest";
import { openDatabase } from "#app/db/database.server.ts";
import { withShop, withShopConnection } from "#app/db/with-shop.server.ts";
import { adoptMerged } from "#app/tags/adopt-merged.repo.server.ts";
import { claimMarks } from "#app/tags/claim-marks.repo.server.ts";
import { finishRemoval } from "#app/tags/finish-removal.server.ts";
import { planWrite } from "#app/tags/plan-write.ts";
import { readMarksOf } from "#app/tags/read-marks.repo.server.ts";
import { removeEverything } from "#app/tags/remove-everything.server.ts";
import { resumeTags } from "#app/tags/resume-tags.server.ts";
import { settleMarks } from "#app/tags/settle-marks.repo.server.ts";
import { takeOverTags } from "#app/tags/take-over-tags.repo.server.ts";
import { takeStrays } from "#app/tags/take-strays.repo.server.ts";
import { gid } from "#app/shopify/gid.ts";
import { switchToRun } from "./shop-with-scores.ts";
import { useShopWithScores } from "./use-shop-with-scores.ts";

const { test, shop, deps, fill, readRows, lastRun, writeAll } = useShopWithScores();
const SEARCH = "gid://shopify/BulkOperation/1";
const STRAYS = ["clv:value-vip", "clv:stage-lost"];

/** The one between the two who were merged: whoever changes all three has the first of the two when waiting for it. */
let customers: [bigint, bigint, bigint];
beforeEach(async () => {
  customers = (await fill(3)) as typeof customers;
  await writeAll();
});

/** @param isGuess then what stood on the one is noted with the shop, too */
function merge({ isGuess }: { isGuess: boolean }) {
  const [toCustomerId, , fromCustomerId] = customers;
  return withShop(test.db, shop.id, (tx) => tx.customerMerge.create({ data: { shopId: shop.id, fromCustomerId, toCustomerId, tagsAdopted: isGuess } }));
}

async function* carrying(tags: string[]): AsyncGenerator<string[]> {
  yield customers.map((id) => JSON.stringify({ id: gid("Customer", id), tags }));
}

const now = () => deps.clock();
const adopt = () => withShop(test.db, shop.id, (tx) => adoptMerged(tx, shop.id, now()));
const planAll = async () => (await readMarksOf(test.db, shop.id, customers)).flatMap((it) => planWrite(it) ?? []);
const takeOver = async () => {
  const terms = { names: STRAYS, isFirst: false, inUse: [], isAllowed: true, now: now() };
  return takeOverTags(test.db, await lastRun(), terms, carrying(STRAYS));
};
const claim = (writes: Awaited<ReturnType<typeof planAll>>, runId: bigint | null = null) =>
  withShopConnection(test.db, shop.id, (client) => claimMarks(client, shop.id, writes, { inBulk: false, now: now(), runId }));

const leaveAlone = (whom: readonly bigint[]) => {
  const left = whom.map((customerId) => ({ shopId: shop.id, customerId, dimension: "value", kept: [], added: ["clv:value-vip"], leftAlone: true, noticedAt: now() }));
  return withShop(test.db, shop.id, (tx) => tx.handChange.createMany({ data: left }));
};

const CHANGES: [string, () => Promise<() => Promise<unknown>>][] = [
  ["takes over tags", async () => takeOver],
  ["takes strays in", async () => {
    await test.owner.query("UPDATE shops SET stray_tags = $1, stray_search_id = $2", [JSON.stringify([STRAYS]), SEARCH]);
    return () => takeStrays(test.db, shop.id, { sets: [STRAYS], searchId: SEARCH, restored: [] }, now(), carrying(STRAYS));
  }],
  ["claims", async () => {
    await switchToRun(test.db, shop.id, customers.map((customerId) => ({ customerId, valueTier: "vip" })));
    const writes = await planAll();
    return () => claim(writes);
  }],
  ["settles", async () => {
    const settled = (await readRows()).map(({ customerId, version }) => ({ customerId, version, marks: { tags: [], metafields: {} }, error: null }));
    return () => withShopConnection(test.db, shop.id, (client) => settleMarks(client, shop.id, settled, now()));
  }],
  ["takes up what was left alone", async () => {
    await leaveAlone(customers);
    return () => resumeTags(deps, shop.id, null);
  }],
];

/** Has the work wait for a customer's row of a table until the others wait for it, or are through. */
async function whileHeld(customerId: bigint, works: (() => Promise<unknown>)[], table = "customer_writes"): Promise<PromiseSettledResult<unknown>[]> {
  const holder = await test.owner.connect();
  await holder.query("BEGIN");
  await holder.query(`SELECT FROM ${table} WHERE customer_id = $1 FOR UPDATE`, [customerId]);
  const begun: Promise<unknown>[] = [];
  let ended = 0;
  for (const work of works) {
    const task = work();
    begun.push(task);
    void task.catch(() => {}).finally(() => (ended += 1));
    await vi.waitFor(async () => {
      const { rowCount } = await test.owner.query("SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'");
      expect(rowCount! + ended).toBe(begun.length);
    }, 10_000);
  }
  await holder.query("COMMIT");
  holder.release();
  return Promise.allSettled(begun);
}

describe.each([false, true])("of many customers, two of whom were merged (a guess: %s)", (isGuess) => {
  it.each(CHANGES)("who %s and who follows the merge do not wait for each other", async (_what, prepare) => {
    const change = await prepare();
    await merge({ isGuess });
    expect(await whileHeld(customers[1], [change, adopt])).toMatchObject([{ status: "fulfilled" }, { status: "fulfilled" }]);
  });
});

it("who takes over tags and who is written after an event do not wait for each other", async () => {
  await switchToRun(test.db, shop.id, customers.map((customerId) => ({ customerId, valueTier: "vip" })));
  const { id } = await withShop(test.db, shop.id, (tx) => tx.writeRun.create({ data: { shopId: shop.id, startedAt: now(), customersTotal: 0 } }));
  const writes = await planAll();
  expect(await whileHeld(customers[1], [takeOver, () => claim(writes.slice(2), id)])).toMatchObject([{ status: "fulfilled" }, { status: "fulfilled" }]);
});

it("who takes up what was left alone and a clean exit, which forgets it, do not wait for each other", async () => {
  // Where they lie in the table is the other way round than in its index, by which it is taken up here.
  await leaveAlone(customers.toReversed());
  const byIndex = openDatabase(test.url, { connections: 2 });
  byIndex.pool.on("connect", (client) => void client.query("SET enable_seqscan = off; SET enable_bitmapscan = off"));
  try {
    await removeEverything(deps, shop.id, { staffId: null });
    const run = await lastRun();
    const works = [() => finishRemoval(deps, run), () => resumeTags({ db: byIndex }, shop.id, null)];
    expect(await whileHeld(customers[1], works, "hand_changes")).toMatchObject([{ status: "fulfilled" }, { status: "fulfilled" }]);
  } finally {
    await byIndex.close();
  }
});
