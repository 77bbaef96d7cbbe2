import { withShop } from "../../db/with-shop.server.ts";
import type { Deps } from "../../deps.server.ts";
import { enqueue } from "../../queue/enqueue.server.ts";
import { fillCustomerFileJob } from "./fill-customer-file.job.ts";
import { findFile } from "./find-file.repo.server.ts";

/** Goes on with a file from where it is, at once, whether the queue has given it up or would try again later. */
export async function retryFile({ db, clock }: Pick<Deps, "db" | "clock">, shopId: bigint, staffId: string): Promise<void> {
  await withShop(db, shopId, async (tx) => {
    const file = await findFile(tx, { shopId, staffId, now: clock() });
    if (!file) return;
    await tx.customerFile.update({ where: { shopId_id: { shopId, id: file.id } }, data: { problem: null, givenUp: false } });
    await enqueue(tx, fillCustomerFileJob, { shopId: String(shopId), fileId: String(file.id) });
  });
}
