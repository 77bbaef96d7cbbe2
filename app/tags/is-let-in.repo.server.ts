import type { ShopTransaction } from "../db/with-shop.server.ts";
import { isNothingSought } from "./unsought-tags.repo.server.ts";

/** Whether an event may write to a customer. Who objects to being scored loses what we remember at once, whatever the shop waits for. */
export async function isLetIn(tx: ShopTransaction, shopId: bigint, customerId: bigint): Promise<boolean> {
  return (await isShopLetIn(tx, shopId)) || (await tx.customerOptOut.count({ where: { shopId, customerId } })) > 0;
}

/**
 * Not before the first run has looked who carries tags of ours already, and not while a shop on which nothing of ours
 * stands has not said yes to that run.
 */
async function isShopLetIn(tx: ShopTransaction, shopId: bigint): Promise<boolean> {
  if (await isNothingSought(tx, shopId)) return false;
  const latest = await tx.writeRun.findFirst({ where: { shopId }, orderBy: { id: "desc" }, select: { approval: true } });
  if (latest?.approval !== "waiting" && latest?.approval !== "refused") return true;
  // What a merge may have moved before the first write is remembered, too, as pending.
  return (await tx.customerWrite.findFirst({ where: { shopId, pending: false }, select: { customerId: true } })) !== null;
}
