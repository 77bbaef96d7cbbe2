import type { Deps } from "../deps.server.ts";
import { ShopDetails } from "./shop-details.graphql.ts";

/** Asks Shopify what the shop counts in and lives by, and what the app may do there. */
export async function readShopDetails({ db, shopify }: Deps, shopId: bigint): Promise<void> {
  const { shop, currentAppInstallation } = await shopify.run(shopId, ShopDetails, {});
  await db.prisma.shop.update({
    where: { id: shopId },
    data: {
      currency: shop.currencyCode,
      timeZone: shop.ianaTimezone,
      scopes: currentAppInstallation.accessScopes.map((scope) => scope.handle).sort(),
    },
  });
}
