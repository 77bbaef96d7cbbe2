import { withShop } from "../db/with-shop.server.ts";
import type { Deps } from "../deps.server.ts";
import { enqueueAll } from "../queue/enqueue.server.ts";
import { adoptAllMerged } from "./adopt-all-merged.server.ts";
import { DIRECT_POINTS } from "./measure-writes.server.ts";
import { pointsOf } from "./plan-calls.ts";
import { isParked, planWrite } from "./plan-write.ts";
import { readMarksOf } from "./read-marks.repo.server.ts";
import { writeCustomerJob } from "./write-customer.job.ts";

/**
 * Events that came while a round held a customer left the customer to it. More changes than are written directly do
 * not come from events but from a new score run, and the write run finds them when it looks at everybody again.
 */
export async function lookAgain(deps: Pick<Deps, "db" | "clock">, shopId: bigint, customerIds: readonly bigint[]): Promise<void> {
  const { db, clock } = deps;
  await adoptAllMerged(deps, shopId);
  const marks = await readMarksOf(db, shopId, customerIds);
  const changed = marks.filter((it) => !isParked(it, clock())).flatMap((it) => planWrite(it) ?? []);
  const points = changed.reduce((sum, { diff }) => sum + pointsOf(diff), 0);
  if (points > DIRECT_POINTS) return;
  const payloads = changed.map(({ customerId }) => ({ shopId: String(shopId), customerId: String(customerId) }));
  await withShop(db, shopId, (tx) => enqueueAll(tx, writeCustomerJob, payloads));
}
