import type { Database } from "../db/database.server.ts";
import { withShop } from "../db/with-shop.server.ts";

/** Whom a customer was merged into; without a merge the customer. */
export async function findSurvivor(db: Database, shopId: bigint, customerId: bigint): Promise<bigint> {
  const merge = await withShop(db, shopId, (tx) => tx.customerMerge.findFirst({ where: { shopId, fromCustomerId: customerId } }));
  return merge?.toCustomerId ?? customerId;
}
