import type { Deps } from "../deps.server.ts";
import { ShopifyError } from "../shopify/shopify-error.ts";
import { readScopes } from "./read-scopes.server.ts";

/**
 * Whether Shopify takes the shop's token: it is void as soon as the merchant removes the app.
 *
 * @throws ShopifyError where Shopify does not answer
 */
export async function letsAppIn({ shopify }: Pick<Deps, "shopify">, shopId: bigint): Promise<boolean> {
  try {
    await readScopes({ shopify }, shopId);
    return true;
  } catch (error) {
    if (error instanceof ShopifyError && (error.kind === "unauthorized" || error.kind === "refused")) return false;
    throw error;
  }
}
