import type { Database } from "../db/database.server.ts";
import { withShop } from "../db/with-shop.server.ts";
import type { Deps } from "../deps.server.ts";
import { letsAppIn } from "../shops/lets-app-in.server.ts";
import { lockShop } from "../shops/lock-shop.repo.server.ts";
import { uninstallShop } from "../shops/uninstall-shop.server.ts";
import { eraseShop } from "./erase-shop.repo.server.ts";

/** Shopify asks so long after the merchant removed the app, or later. */
const WAIT_MS = 48 * 60 * 60 * 1000;

/**
 * Erases a shop. One that came back in the meantime is left alone, since the request was about the installation before.
 * A removal that was never told is told by the request, unless Shopify lets the app in still: then the request is late, and
 * the merchant back from that removal.
 */
export async function redactShop({ db, shopify }: Pick<Deps, "db" | "shopify">, payload: { shopId: string; requestedAt: string }): Promise<void> {
  const shopId = BigInt(payload.shopId);
  const shop = await db.prisma.shop.findUnique({ where: { id: shopId } });
  if (!shop) return;
  const removedAt = new Date(Date.parse(payload.requestedAt) - WAIT_MS);
  if (shop.uninstalledAt === null && shop.installedAt < removedAt) {
    if (!(await isBackSince(db, shop, removedAt)) && (await letsAppIn({ shopify }, shopId))) return;
    await uninstallShop({ db }, { shopId: payload.shopId, uninstalledAt: removedAt.toISOString() });
  }
  if (await closeShop(db, shopId)) await eraseShop(db, shopId);
}

/** Then all begins anew (uninstallShop). */
function isBackSince(db: Database, { id: shopId, domain }: { id: bigint; domain: string }, removedAt: Date): Promise<boolean> {
  return withShop(db, shopId, async (tx) => (await tx.shopSession.count({ where: { shopId, id: `offline_${domain}`, exchangedAt: { gt: removedAt } } })) > 0);
}

/**
 * Takes the domain off a shop that is not installed: erasing takes many transactions, and a merchant who returns between
 * two of them begins as a shop of their own.
 *
 * @returns whether it is not installed
 */
function closeShop(db: Database, shopId: bigint): Promise<boolean> {
  return withShop(db, shopId, async (tx) => {
    if ((await lockShop(tx, shopId)).uninstalledAt === null) return false;
    await tx.shop.update({ where: { id: shopId }, data: { domain: `erased-${shopId}` } });
    return true;
  });
}
