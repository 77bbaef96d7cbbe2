import type { Deps } from "../deps.server.ts";
import { withShop } from "../db/with-shop.server.ts";
import { enqueue } from "../queue/enqueue.server.ts";
import { installShopJob } from "./install-shop.job.ts";
import { lockShop } from "./lock-shop.repo.server.ts";

/**
 * Forgets the shop's tokens, so that no work can reach it. Its data stays until Shopify asks for its removal.
 *
 * The event may be late and the merchant back: then it is about the installation before. A token exchange after it
 * shows the return, since that takes the merchant; a renewal does not. What happened in between was not told, so the
 * work starts afresh.
 *
 * The exchange's time is ours and the removal's is Shopify's (docs/operations.md names where else both are compared): a
 * merchant who removes the app within the clocks' difference of the exchange is taken for back, until the dead token
 * is noticed (access-token.server.ts); one who returns within it exchanges another token at the next page.
 */
export async function uninstallShop({ db }: Pick<Deps, "db">, payload: { shopId: string; uninstalledAt: string }): Promise<void> {
  const shopId = BigInt(payload.shopId);
  const uninstalledAt = new Date(payload.uninstalledAt);
  await withShop(db, shopId, async (tx) => {
    const shop = await lockShop(tx, shopId);
    const session = await tx.shopSession.findFirst({ where: { shopId, id: `offline_${shop.domain}`, exchangedAt: { gt: uninstalledAt } } });
    // What staff might do in the installation before is over with it.
    await tx.shopSession.deleteMany({ where: { shopId, ...(session && { exchangedAt: { lte: uninstalledAt } }) } });
    // Nor is any file of customers made for them.
    await tx.customerFile.deleteMany({ where: { shopId, ...(session && { askedAt: { lte: uninstalledAt } }) } });
    if (!session) {
      // Whoever comes back has everything read.
      await tx.shop.update({ where: { id: shopId }, data: { uninstalledAt, readingPausedAt: null, readingPausedBy: null, soughtTags: [] } });
    } else if (shop.installedAt < session.exchangedAt) {
      await tx.shop.update({ where: { id: shopId }, data: { installedAt: session.exchangedAt, soughtTags: [] } });
      await enqueue(tx, installShopJob, { shopId: payload.shopId });
    }
  });
}
