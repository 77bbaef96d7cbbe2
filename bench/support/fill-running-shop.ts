import { withShop } from "#app/db/with-shop.server.ts";
import { findCohortRun } from "#app/insights/cohorts.repo.server.ts";
import { requestScoring } from "#app/segments/request-scoring.server.ts";
import { MILLISECONDS_PER_DAY } from "#app/time/milliseconds-per-day.ts";
import { seededDice } from "../../test/clv/simulate-shop.ts";
import { benchDeps } from "./bench-deps.ts";
import { addOrders } from "./fill-shop.ts";
import { fillWritten } from "./fill-written.ts";
import type { RunningApp } from "./running-app.ts";
import { simulateOrders } from "./simulate-orders.ts";

const HISTORY_DAYS = 1095;
/** With these MBG/NBD makes five orders of a customer in three years. */
const OFTEN = { r: 0.8, alpha: 45, a: 0.5, b: 3 };

/**
 * Puts a large shop in the place of the one that was installed: its orders stored, scored by the running worker as each
 * night does it, and everybody carrying the tags that the run wants. The worker is stopped then, so that it does not
 * look for these customers in the sandbox.
 */
export async function fillRunningShop({ databaseUrl, owner, worker }: RunningApp, customers: number): Promise<bigint> {
  const { rows } = await owner.query<{ id: string }>("UPDATE shops SET writing = 'off', currency = 'EUR', time_zone = 'UTC' RETURNING id");
  const shopId = BigInt(rows[0]!.id);
  await owner.query("DELETE FROM orders");
  await owner.query("DELETE FROM customer_writes");
  // Else those of the shop before would pass for the large one's.
  await owner.query("DELETE FROM customer_origins");
  const orders = simulateOrders(seededDice(1), customers, HISTORY_DAYS, OFTEN);
  console.log(`${customers.toLocaleString("en")} customers, ${orders.day.length.toLocaleString("en")} orders`);
  const firstDay = Math.floor(Date.now() / MILLISECONDS_PER_DAY) - HISTORY_DAYS;
  await addOrders(owner, shopId, orders, { begin: 0, end: orders.day.length, firstDay });

  const deps = benchDeps(databaseUrl, new Date());
  const currentRun = () => withShop(deps.db, shopId, (tx) => tx.shop.findUniqueOrThrow({ where: { id: shopId } })).then((it) => it.currentRunId);
  const before = await currentRun();
  await requestScoring(deps, shopId);
  const cohortRun = () => withShop(deps.db, shopId, (tx) => findCohortRun(tx, shopId));
  const hasOrigins = async () => (await owner.query("SELECT FROM customer_origins LIMIT 1")).rowCount === 1;
  const isDone = async () => (await currentRun()) !== before && (await cohortRun()) === (await currentRun()) && (await hasOrigins());
  while (!(await isDone())) await new Promise((next) => setTimeout(next, 500));
  await worker.stop();
  await fillWritten(deps.db, owner, shopId);
  await deps.db.close();
  await owner.query("UPDATE shops SET writing = 'on'");
  await owner.query("VACUUM ANALYZE");
  await owner.query("CHECKPOINT");
  return shopId;
}
