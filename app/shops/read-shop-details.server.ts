import type { Deps } from "../deps.server.ts";
import { type ShopTransaction, withShop } from "../db/with-shop.server.ts";
import { lockShop } from "./lock-shop.repo.server.ts";
import { findShopChange, type ShopChange } from "./shop-change.ts";
import { ShopDetails } from "./shop-details.graphql.ts";

type Next = { onChanged?: (tx: ShopTransaction, shopId: bigint, change: ShopChange) => Promise<void> };

/** Asks Shopify what the shop counts in and lives by, and what the app may do there; what changed is followed up. */
export async function readShopDetails(
  { db, shopify }: Pick<Deps, "db" | "shopify">,
  shopId: bigint,
  { onChanged }: Next = {},
): Promise<void> {
  const { shop, currentAppInstallation } = await shopify.run(shopId, ShopDetails, {});
  const details = {
    currency: shop.currencyCode,
    timeZone: shop.ianaTimezone,
    scopes: currentAppInstallation.accessScopes.map((scope) => scope.handle).sort(),
  };
  await withShop(db, shopId, async (tx) => {
    const before = await lockShop(tx, shopId);
    const change = findShopChange(before, details);
    // Another currency is in force no sooner than the verdicts by it (orders/change-currency.server.ts).
    await tx.shop.update({ where: { id: shopId }, data: { ...details, currency: before.currency ?? details.currency } });
    if (change) await onChanged?.(tx, shopId, change);
  });
}
