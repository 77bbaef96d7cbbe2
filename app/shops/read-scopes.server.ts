import type { Deps } from "../deps.server.ts";
import { ShopDetails } from "./shop-details.graphql.ts";

/** What the merchant lets the app do now: what is stored may be older. */
export async function readScopes({ shopify }: Pick<Deps, "shopify">, shopId: bigint): Promise<string[]> {
  const { currentAppInstallation } = await shopify.run(shopId, ShopDetails, {});
  return currentAppInstallation.accessScopes.map(({ handle }) => handle);
}
