import type { Prisma } from "../../db/generated/client.ts";
import type { ShopTransaction } from "../../db/with-shop.server.ts";
import { dropCustomerFileJob } from "./drop-customer-file.job.ts";
import { fillCustomerFileJob } from "./fill-customer-file.job.ts";

/**
 * Removes files of the shop, with their parts and what the queue has of them, so that nobody is told of a file that failed
 * and is gone. A job that is being worked finds nothing to do.
 */
export async function dropFiles(tx: ShopTransaction, shopId: bigint, which: Omit<Prisma.CustomerFileWhereInput, "shopId"> = {}): Promise<void> {
  const files = await tx.customerFile.findMany({ where: { ...which, shopId }, select: { id: true } });
  const ids = files.map(({ id }) => id);
  await tx.customerFile.deleteMany({ where: { shopId, id: { in: ids } } });
  const keys = ids.flatMap((id) => [fillCustomerFileJob, dropCustomerFileJob].map((job) => job.key({ shopId: String(shopId), fileId: String(id) })));
  await tx.$executeRaw`DELETE FROM graphile_worker._private_jobs WHERE key = ANY(${keys}) AND locked_at IS NULL`;
}
