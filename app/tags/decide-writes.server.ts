import { withShop } from "../db/with-shop.server.ts";
import type { Deps } from "../deps.server.ts";
import { enqueue } from "../queue/enqueue.server.ts";
import { Asked } from "./asked.ts";
import { writeCustomersJob } from "./write-customers.job.ts";

type Decision = {
  writeRunId: bigint;
  /** For which the merchant was shown what is to be written. */
  scoreRunId: string;
  approval: "given" | "refused";
  /** Shopify's id of the staff member; null where the admin did not say. */
  staffId: string | null;
};

/**
 * The merchant's yes or no to a run that waits. After a no nothing of it is written; the next run asks anew where as much
 * is to be changed.
 *
 * @returns outdated: the run does not wait any more, or for something else by now
 */
export async function decideWrites(
  { db, clock }: Pick<Deps, "db" | "clock">,
  shopId: bigint,
  { writeRunId, scoreRunId, approval, staffId }: Decision,
): Promise<"decided" | "outdated"> {
  return withShop(db, shopId, async (tx) => {
    const run = await tx.writeRun.findUnique({ where: { shopId_id: { shopId, id: writeRunId } } });
    if (run?.approval !== "waiting" || Asked.parse(run.asked).scoreRunId !== scoreRunId) return "outdated";
    const now = clock();
    const decided = { approval, decidedAt: now, decidedBy: staffId };
    const data = approval === "given" ? decided : { ...decided, finishedAt: now, customersTotal: run.customersDone };
    const { count } = await tx.writeRun.updateMany({ where: { shopId, id: writeRunId, approval: "waiting" }, data });
    if (count === 0) return "outdated";
    if (approval === "given") await enqueue(tx, writeCustomersJob, { shopId: String(shopId) });
    return "decided";
  });
}
