import type { ShopTransaction } from "../db/with-shop.server.ts";

export type SavedView = { name: string; address: string };

/** The list's views that the shop's staff have saved, by name. */
export async function listViews(tx: ShopTransaction, shopId: bigint): Promise<SavedView[]> {
  return tx.customerView.findMany({ where: { shopId }, select: { name: true, address: true }, orderBy: { name: "asc" } });
}
