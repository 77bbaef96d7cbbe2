import type { WriteRun } from "../db/generated/client.ts";
import { withShop } from "../db/with-shop.server.ts";
import type { Deps } from "../deps.server.ts";
import { enqueueAll } from "../queue/enqueue.server.ts";
import { openRound } from "./open-round.repo.server.ts";
import { type CustomerMarks, isBusy, planForRun, type PlannedWrite } from "./plan-write.ts";
import { readMarks } from "./read-marks.repo.server.ts";
import { writeCustomerJob } from "./write-customer.job.ts";
import { changeWriteRun } from "./write-run.repo.server.ts";

/** About 30 MB of variables (Shopify takes 100), and the most that a lost answer makes us write again. */
export const ROUND = 20_000;

/** Opens the next bulk round, or ends the way through the customers where there is nobody left. */
export async function beginRound({ db, clock }: Pick<Deps, "db" | "clock">, run: WriteRun, begin: bigint): Promise<void> {
  const { shopId } = run;
  const writes: PlannedWrite[] = [];
  const busy: bigint[] = [];
  let after = begin;
  const plan = (marks: CustomerMarks) => {
    const planned = planForRun(marks, clock());
    return planned && { planned, isBusy: isBusy(marks) };
  };
  for await (const page of readMarks(db, shopId, plan, { after: begin })) {
    for (const { planned, isBusy } of page) {
      if (writes.length === ROUND) break;
      after = planned.customerId;
      if (isBusy) busy.push(planned.customerId);
      else writes.push(planned);
    }
    if (writes.length === ROUND) break;
  }
  const payloads = busy.map((customerId) => ({ shopId: String(shopId), customerId: String(customerId) }));
  await withShop(db, shopId, (tx) => enqueueAll(tx, writeCustomerJob, payloads));
  if (writes.length > 0) await openRound(db, run, { writes, after, now: clock() });
  else await changeWriteRun(db, run, { roundsAfter: null });
}
