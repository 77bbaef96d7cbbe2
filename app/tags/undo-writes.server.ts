import { withShop } from "../db/with-shop.server.ts";
import type { Deps } from "../deps.server.ts";
import { enqueue } from "../queue/enqueue.server.ts";
import { lockShop } from "../shops/lock-shop.repo.server.ts";
import { writeCustomersJob } from "./write-customers.job.ts";
import { turnWriting } from "./writing.repo.server.ts";

/**
 * Has a write run and all after it undone: each customer whom they wrote to gets back what of ours stood there before the
 * first of them. A run that is still writing goes no further. Afterwards writing is off until the merchant switches it on.
 *
 * @returns outdated: what stood before the run is not known any more; busy: something is being undone or removed already
 */
export async function undoWrites(
  { db, clock }: Pick<Deps, "db" | "clock">,
  shopId: bigint,
  { writeRunId, staffId }: { writeRunId: bigint; staffId: string | null },
): Promise<"requested" | "outdated" | "busy"> {
  return withShop(db, shopId, async (tx) => {
    const { writing } = await lockShop(tx, shopId);
    if (writing === "undoing" || writing === "removing") return "busy";
    const undone = await tx.writeRun.findUnique({ where: { shopId_id: { shopId, id: writeRunId } } });
    if (!undone?.undoable) return "outdated";
    const now = clock();
    const decided = { decidedAt: now, decidedBy: staffId };
    await tx.writeRun.create({ data: { shopId, kind: "undo", undoes: writeRunId, startedAt: now, customersTotal: 0, ...decided } });
    await turnWriting(tx, shopId, "undoing", { now, by: staffId });
    await enqueue(tx, writeCustomersJob, { shopId: String(shopId) });
    return "requested";
  });
}
