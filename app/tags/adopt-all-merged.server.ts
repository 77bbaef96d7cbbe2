import { withShop } from "../db/with-shop.server.ts";
import type { Deps } from "../deps.server.ts";
import { enqueueAll } from "../queue/enqueue.server.ts";
import { adoptMerged } from "./adopt-merged.repo.server.ts";
import { writeCustomerJob } from "./write-customer.job.ts";

/** Sees to every merge that no event has seen to: a bulk round may have held the customer when the event came. */
export async function adoptAllMerged({ db, clock }: Pick<Deps, "db" | "clock">, shopId: bigint): Promise<void> {
  await withShop(db, shopId, async (tx) => {
    const survivors = await adoptMerged(tx, shopId, clock());
    const payloads = survivors.map((customerId) => ({ shopId: String(shopId), customerId: String(customerId) }));
    await enqueueAll(tx, writeCustomerJob, payloads);
  });
}
