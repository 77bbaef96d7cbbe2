import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import type { Deps } from "#app/deps.server.ts";
import { purchaseColumns } from "#app/scoring/purchase-columns.ts";
import { decideWrites } from "#app/tags/decide-writes.server.ts";
import { writeCustomer } from "#app/tags/write-customer.server.ts";
import { writeCustomers } from "#app/tags/write-customers.server.ts";
import { seededDice } from "../test/clv/simulate-shop.ts";
import { simulateCalendar } from "../test/scoring/simulate-calendar.ts";
import { benchDeps } from "./support/bench-deps.ts";
import { countNightWrites, type NightWrites } from "./support/count-night-writes.ts";
import { onLargeShop, TONIGHT } from "./support/large-shop.ts";
import { openSandboxShop } from "./support/sandbox-shop.ts";

const NIGHTS = { customers: 10_000, first: 700, last: 759, settledFrom: 720 };

/** What the smallest plan gives back. */
const POINTS_A_SECOND = 100;
const POINTS_A_CALL = 10;
/** tagsAdd and metafieldsSet. */
const CALLS_OF_A_FIRST_WRITE = 2;
const CHANGES = { measured: 200, anHour: 1000 };

/** What writing takes of Shopify: the nights, the first write, and changes that trickle in. */
export async function bench(size = "100000"): Promise<void> {
  measureNights();
  await onLargeShop(import.meta.filename, size);
}
/** How many customers a night of a drawn shop writes to, once every customer's figures have come to move on nights of their own. */
function measureNights(): void {
  const { customers, first, last, settledFrom } = NIGHTS;
  const shop = purchaseColumns(simulateCalendar(seededDice(1), { customers, days: last + 1, meanMinor: 4000, activity: () => 1 }));
  const sum: NightWrites = { customers: 0, ordered: 0, differ: 0, written: 0, retagged: 0 };
  let night = first;
  for (const counts of countNightWrites(shop, { first, last })) {
    if (night++ < settledFrom) continue;
    for (const key of Object.keys(sum) as (keyof NightWrites)[]) sum[key] += counts[key];
  }
  const share = (count: number) => `${((100 * count) / sum.customers).toFixed(1)} %`;
  console.log(
    `a night, mean of ${last - settledFrom + 1}: ${share(sum.ordered)} of the customers have ordered, ${share(sum.differ)} differ in something, ` +
      `${share(sum.written)} are written to, ${share(sum.retagged)} get another tag`,
  );
}

type Measured = { deps: Deps; owner: pg.Client; shopId: bigint; spent: () => number };

/** A shop that is scored and of which nothing stands in Shopify yet. */
async function measure(url: string, shopId: bigint): Promise<void> {
  const owner = new pg.Client({ connectionString: url });
  await owner.connect();
  await owner.query("TRUNCATE customer_writes CASCADE");
  const { rows } = await owner.query<{ id: string }>(
    "SELECT customer_id AS id FROM customer_scores JOIN shops ON run_id = current_run_id AND shop_id = shops.id WHERE shop_id = $1 ORDER BY customer_id",
    [shopId],
  );
  const ids = rows.map(({ id }) => Number(id));
  const { sandbox, shopify } = await openSandboxShop(ids);
  const spent = () => sandbox.api.pointsSpent.query + sandbox.api.pointsSpent.mutation;
  const measured = { deps: { ...benchDeps(url, TONIGHT), shopify, clock: () => new Date() }, owner, shopId, spent };
  await measureFirstWrite(measured, ids);
  await measureTrickle(measured, ids);
  await sandbox.close();
  await measured.deps.db.close();
  await owner.end();
}

async function measureFirstWrite({ deps, owner, shopId, spent }: Measured, ids: readonly number[]): Promise<void> {
  const begin = performance.now();
  // Whom the first round does not hold.
  const order = { shopId: String(shopId), customerId: String(ids.at(-1)) };
  const live = { came: false, milliseconds: 0, points: 0 };
  for (;;) {
    await writeCustomers(deps, { shopId: String(shopId) }, { onWritten: async () => {} });
    const { rows } = await owner.query("SELECT id, finished_at, approval, asked FROM write_runs ORDER BY id DESC LIMIT 1");
    const run = rows[0]!;
    if (run.finished_at !== null) break;
    if (run.approval === "waiting") {
      await decideWrites(deps, shopId, { writeRunId: BigInt(run.id), scoreRunId: run.asked.scoreRunId, approval: "given", staffId: null });
    }
    const running = await owner.query("SELECT FROM bulk_writes WHERE bulk_operation_id IS NOT NULL");
    if (!live.came && running.rowCount) {
      const [before, ordered] = [spent(), performance.now()];
      await writeCustomer(deps, order);
      Object.assign(live, { came: true, milliseconds: performance.now() - ordered, points: spent() - before });
    }
    await sleep(250);
  }
  const points = spent() - live.points;
  const oneByOne = ids.length * CALLS_OF_A_FIRST_WRITE * POINTS_A_CALL;
  console.log(
    `first write of ${count(ids.length)} customers: ${count(points)} points, which the smallest plan gives in ${inTime(points)}; ` +
      `one by one ${count(oneByOne)} points, ${inTime(oneByOne)}; ${((performance.now() - begin) / 1000).toFixed(0)} s here, with the sandbox's own work\n` +
      `an order while the first round runs: its customer is written within ${live.milliseconds.toFixed(0)} ms, for ${live.points} points`,
  );
}

/** Customers who get another tier and stage, one after the other. */
async function measureTrickle({ deps, owner, shopId, spent }: Measured, ids: readonly number[]): Promise<void> {
  const changed = ids.slice(0, CHANGES.measured);
  await owner.query(
    "UPDATE customer_scores SET value_tier = CASE value_tier WHEN 'vip' THEN 'low' ELSE 'vip' END, stage = CASE stage WHEN 'new' THEN 'lost' ELSE 'new' END WHERE customer_id = ANY($1)",
    [changed],
  );
  const before = spent();
  for (const id of changed) await writeCustomer(deps, { shopId: String(shopId), customerId: String(id) });
  const each = (spent() - before) / changed.length;
  const share = (each * CHANGES.anHour) / (3600 * POINTS_A_SECOND);
  console.log(`${count(CHANGES.anHour)} changes an hour: ${each.toFixed(1)} points each, ${(100 * share).toFixed(1)} % of the smallest plan's budget`);
}

function count(number: number): string {
  return number.toLocaleString("en");
}

function inTime(points: number): string {
  const seconds = points / POINTS_A_SECOND;
  return seconds < 120 ? `${seconds.toFixed(1)} s` : `${(seconds / 3600).toFixed(1)} h`;
}

if (import.meta.main) await measure(process.argv[2]!, BigInt(process.argv[3]!));
