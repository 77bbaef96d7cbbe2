import { withShop } from "../db/with-shop.server.ts";
import type { Deps } from "../deps.server.ts";
import { enqueue } from "../queue/enqueue.server.ts";
import { lockShop } from "../shops/lock-shop.repo.server.ts";
import { writeCustomersJob } from "./write-customers.job.ts";
import { turnWriting } from "./writing.repo.server.ts";

/**
 * Has all that we ever wrote into the shop taken away, as before an uninstall: tags, metafields, their definitions and our
 * segments. Whatever is writing or undoing goes no further. Afterwards writing is off until the merchant switches it on.
 *
 * @returns busy: that is under way already
 */
export async function removeEverything(
  { db, clock }: Pick<Deps, "db" | "clock">,
  shopId: bigint,
  { staffId }: { staffId: string | null },
): Promise<"requested" | "busy"> {
  return withShop(db, shopId, async (tx) => {
    if ((await lockShop(tx, shopId)).writing === "removing") return "busy";
    const now = clock();
    const decided = { decidedAt: now, decidedBy: staffId };
    await tx.writeRun.create({ data: { shopId, kind: "removal", startedAt: now, customersTotal: 0, ...decided } });
    await turnWriting(tx, shopId, "removing", { now, by: staffId });
    await enqueue(tx, writeCustomersJob, { shopId: String(shopId) });
    return "requested";
  });
}
