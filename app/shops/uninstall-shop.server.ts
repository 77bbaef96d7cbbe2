import type { Deps } from "../deps.server.ts";
import { withShop } from "../db/with-shop.server.ts";
import { enqueue } from "../queue/enqueue.server.ts";
import { installShopJob } from "./install-shop.job.ts";

/**
 * Forgets the shop's tokens, so that no work can reach it. Its data stays until Shopify asks for its removal.
 *
 * The event may be late and the merchant back: then it is about the installation before. A token that Shopify gave
 * after it shows the return; what happened in between was not told, so the work starts afresh.
 */
export async function uninstallShop(
  { db }: Pick<Deps, "db">,
  payload: { shopId: string; uninstalledAt: string },
): Promise<void> {
  const shopId = BigInt(payload.shopId);
  const uninstalledAt = new Date(payload.uninstalledAt);
  await withShop(db, shopId, async (tx) => {
    const shop = await tx.shop.findFirst({ where: { id: shopId, installedAt: { lte: uninstalledAt } } });
    if (!shop) return;
    const later = await tx.shopSession.findFirst({ where: { shopId, updatedAt: { gt: uninstalledAt } } });
    if (later) {
      await tx.shop.update({ where: { id: shopId }, data: { installedAt: later.updatedAt } });
      await enqueue(tx, installShopJob, { shopId: payload.shopId });
    } else {
      await tx.shop.update({ where: { id: shopId }, data: { uninstalledAt } });
      await tx.shopSession.deleteMany({ where: { shopId } });
    }
  });
}
