import type { ShopTransaction } from "../db/with-shop.server.ts";

/** Whether an event may write to a customer: not while a shop on which nothing of ours stands has not said yes to the first run. */
export async function isLetIn(tx: ShopTransaction, shopId: bigint): Promise<boolean> {
  const latest = await tx.writeRun.findFirst({ where: { shopId }, orderBy: { id: "desc" }, select: { approval: true } });
  if (latest?.approval !== "waiting" && latest?.approval !== "refused") return true;
  // What a merge may have moved before the first write is remembered, too, as pending.
  return (await tx.customerWrite.findFirst({ where: { shopId, pending: false }, select: { customerId: true } })) !== null;
}
