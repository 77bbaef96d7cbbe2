import { ACTIVE_IMPORT_STATUSES } from "#app/orders/import-status.ts";
import { requestImport } from "#app/orders/request-import.server.ts";
import { decideWrites } from "#app/tags/decide-writes.server.ts";
import { benchDeps } from "./support/bench-deps.ts";
import { type Order, placeOrder, readLostCustomers } from "./support/place-order.ts";
import { type RunningApp, withRunningApp } from "./support/running-app.ts";
import { percentile } from "./support/send-steadily.ts";

/** A bit more than three orders each: 200,000. */
const CUSTOMERS = { usual: 66_000, least: 2000, most: 200_000 };
const BACKFILLS = 3;
const BETWEEN_ORDERS_MS = 600;
/** From the installation to the first scores: a backfill and a night. */
const LONGEST_FIRST_RUN_MS = 15 * 60_000;
const REACH = { seconds: 5, share: 0.95 };

/** How soon an order shows as a tag in the shop's admin while the shop's past is read in. */
export async function bench(size = String(CUSTOMERS.usual)): Promise<void> {
  const customers = Number(size);
  if (!Number.isInteger(customers) || customers < CUSTOMERS.least || customers > CUSTOMERS.most) {
    throw new Error(`The number of customers is "${size}": ${CUSTOMERS.least} to ${CUSTOMERS.most} are allowed.`);
  }
  await withRunningApp(customers, async (app) => {
    await letTagsIn(app);
    const placed: PlacedOrder[] = [];
    for (let backfill = 0; backfill < BACKFILLS; backfill += 1) placed.push(...(await orderDuringBackfill(app)));
    const seconds = Float64Array.from(placed, (it) => it.seconds).sort();
    const p95 = percentile(seconds, REACH.share);
    const within = placed.filter((it) => it.wasShownWithin).length;
    console.log([
      `${placed.length} orders, placed while a backfill was under way (${within} showed before it was over); from checkout to tag:`,
      `p50 ${percentile(seconds, 0.5).toFixed(2)} s, p95 ${p95.toFixed(2)} s, longest ${seconds.at(-1)!.toFixed(2)} s`,
    ].join(" "));
    console.log(`${p95 <= REACH.seconds ? "reached" : "NOT reached"}: ${REACH.seconds} s at p95`);
  });
}

type PlacedOrder = Order & { wasShownWithin: boolean };

async function orderDuringBackfill(app: RunningApp): Promise<PlacedOrder[]> {
  await waitUntilIdle(app);
  const lost = await readLostCustomers(app.origin);
  await requestBackfill(app);
  const begin = performance.now();
  let lastSeen = begin;
  const placed: Promise<Order>[] = [];
  while (await isReading(app)) {
    lastSeen = performance.now();
    const order = placeOrder(app.origin, lost, placed.length);
    order.catch(() => {}); // Told of at the end, with the others.
    placed.push(order);
    await new Promise((next) => setTimeout(next, begin + placed.length * BETWEEN_ORDERS_MS - performance.now()));
  }
  const { rows } = await app.owner.query<{ orders: number }>("SELECT orders_read::integer AS orders FROM imports ORDER BY id DESC LIMIT 1");
  console.log(`a backfill of ${rows[0]!.orders.toLocaleString("en")} orders took ${((lastSeen - begin) / 1000).toFixed(0)} s`);
  return (await Promise.all(placed)).map((it) => ({ ...it, wasShownWithin: it.shownAt <= lastSeen }));
}

/** As a merchant does: so many are written to for the first time that the run waits for a yes. */
async function letTagsIn({ databaseUrl, owner }: RunningApp): Promise<void> {
  const begin = performance.now();
  while (performance.now() - begin < LONGEST_FIRST_RUN_MS) {
    const { rows } = await owner.query<{ shop: string; run: string; scores: string }>(
      "SELECT shop_id AS shop, id AS run, asked->>'scoreRunId' AS scores FROM write_runs WHERE approval = 'waiting'",
    );
    const [waiting] = rows;
    if (waiting) {
      const deps = benchDeps(databaseUrl, new Date());
      await decideWrites(deps, BigInt(waiting.shop), { writeRunId: BigInt(waiting.run), scoreRunId: waiting.scores, approval: "given", staffId: null });
      await deps.db.close();
      return;
    }
    await new Promise((next) => setTimeout(next, 500));
  }
  throw new Error(`Waited ${LONGEST_FIRST_RUN_MS / 60_000} minutes for the first write run to ask for a yes (write_runs.approval = 'waiting'): none does.`);
}

/** As a merchant does: before a shop's first run there is no tag that an order could move. */
async function requestBackfill({ databaseUrl, owner }: RunningApp): Promise<void> {
  const { rows } = await owner.query<{ id: string }>("SELECT id FROM shops");
  const { db, clock } = benchDeps(databaseUrl, new Date());
  await requestImport({ db, clock }, BigInt(rows[0]!.id));
  await db.close();
}

async function isReading({ owner }: RunningApp): Promise<boolean> {
  const { rowCount } = await owner.query("SELECT FROM imports WHERE status = ANY($1)", [ACTIVE_IMPORT_STATUSES]);
  return rowCount !== 0;
}

/** Until everybody has the tags of the last run, and nothing else is left to do. */
async function waitUntilIdle({ owner }: RunningApp): Promise<void> {
  while ((await owner.query("SELECT FROM graphile_worker.jobs WHERE attempts < max_attempts LIMIT 1")).rowCount !== 0) {
    await new Promise((next) => setTimeout(next, 500));
  }
}
