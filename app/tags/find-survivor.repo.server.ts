import type { ShopTransaction } from "../db/with-shop.server.ts";

/** Whom a customer was merged into; without a merge the customer. */
export async function findSurvivor(tx: ShopTransaction, shopId: bigint, customerId: bigint): Promise<bigint> {
  const merge = await tx.customerMerge.findUnique({ where: { shopId_fromCustomerId: { shopId, fromCustomerId: customerId } } });
  return merge?.toCustomerId ?? customerId;
}
