import { withShop } from "#app/db/with-shop.server.ts";
import type { Deps } from "#app/deps.server.ts";
import { findActiveImport, isCurrencyUnread } from "#app/orders/imports.repo.server.ts";

type Shop = { id: bigint; currency: string; currentRunId: bigint | null };

/**
 * In which currency the figures on the pages are: that of the run that they are from, which may be one from before the shop
 * counted in another. And whether orders are still to be read for this one: under way, or waiting for a night that asks again.
 */
export function viewShopCurrency({ db }: Pick<Deps, "db">, { id: shopId, currency, currentRunId }: Shop) {
  return withShop(db, shopId, async (tx) => {
    const run = currentRunId === null ? null : await tx.scoreRun.findUniqueOrThrow({ where: { shopId_id: { shopId, id: currentRunId } }, select: { currency: true } });
    const isUnread = await isCurrencyUnread(tx, shopId);
    return { currency, figuresIn: run?.currency ?? currency, unread: isUnread ? ((await findActiveImport(tx, shopId)) ? "reading" as const : "waiting" as const) : null };
  });
}
