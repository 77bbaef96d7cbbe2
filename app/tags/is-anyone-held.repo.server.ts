import type { Database } from "../db/database.server.ts";
import { withShop } from "../db/with-shop.server.ts";

/** Whether a bulk round, living or dead, holds a customer of the shop; in one that has left nobody is held. */
export async function isAnyoneHeld(db: Database, shopId: bigint): Promise<boolean> {
  const where = { shopId, inBulk: true, shop: { uninstalledAt: null } };
  const held = await withShop(db, shopId, (tx) => tx.customerWrite.findFirst({ where }));
  return held !== null;
}
