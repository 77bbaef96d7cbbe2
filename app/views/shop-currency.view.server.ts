import { type ShopTransaction, withShop } from "#app/db/with-shop.server.ts";
import type { Deps } from "#app/deps.server.ts";
import { findActiveImport, findUnreadSince } from "#app/orders/imports.repo.server.ts";
import { isReadingPaused } from "#app/shops/reading-pause.repo.server.ts";

type Shop = { id: bigint; currency: string; currentRunId: bigint | null };

/**
 * In which currency the figures on the pages are: that of the run that they are from, which may be one from before the shop
 * counted in another. And whether orders are still to be read for this one: under way, waiting for a night that asks again,
 * or paused until somebody lets reading go on.
 */
export function viewShopCurrency({ db }: Pick<Deps, "db">, { id: shopId, currency, currentRunId }: Shop) {
  return withShop(db, shopId, async (tx) => {
    const run = currentRunId === null ? null : await tx.scoreRun.findUniqueOrThrow({ where: { shopId_id: { shopId, id: currentRunId } }, select: { currency: true } });
    const isUnread = (await findUnreadSince(tx, shopId)) !== null;
    return { currency, figuresIn: run?.currency ?? currency, unread: isUnread ? await whyUnread(tx, shopId) : null };
  });
}

async function whyUnread(tx: ShopTransaction, shopId: bigint): Promise<"reading" | "waiting" | "paused"> {
  // First: an import that is under way rests as well.
  if (await isReadingPaused(tx, shopId)) return "paused";
  return (await findActiveImport(tx, shopId)) ? "reading" : "waiting";
}
