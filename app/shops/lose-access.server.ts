import type { Deps } from "../deps.server.ts";
import { withShop } from "../db/with-shop.server.ts";
import { lockShop } from "./lock-shop.repo.server.ts";
import { type HeldSession, removeSession } from "./shop-session.repo.server.ts";

/**
 * Shopify takes this session no more: it is removed, so that the merchant's next page exchanges a new one, and the shop's
 * work stops until then.
 *
 * @returns false where another session has taken its place meanwhile.
 */
export async function loseAccess({ db, clock }: Pick<Deps, "db" | "clock">, shopId: bigint, held: HeldSession): Promise<boolean> {
  return withShop(db, shopId, async (tx) => {
    await lockShop(tx, shopId);
    const removed = await removeSession(tx, shopId, held);
    if (!removed) return false;
    await tx.shop.update({ where: { id: shopId }, data: { accessLostAt: clock(), accessBackAt: null } });
    // Where the app may not look at customers, no file of them stays.
    await tx.customerFile.deleteMany({ where: { shopId } });
    return true;
  });
}
