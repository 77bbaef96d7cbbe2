import type { Shop as ShopRow } from "../db/generated/client.ts";
import type { ShopTransaction } from "../db/with-shop.server.ts";

/** The shop's row, held until the transaction ends: installing, removing and importing take their turns on it. */
export async function lockShop(tx: ShopTransaction, shopId: bigint): Promise<ShopRow> {
  await tx.$queryRaw`SELECT id FROM shops WHERE id = ${shopId} FOR UPDATE`;
  return tx.shop.findUniqueOrThrow({ where: { id: shopId } });
}
