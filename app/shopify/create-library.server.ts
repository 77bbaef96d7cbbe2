import "@shopify/shopify-api/adapters/node";
import { ApiVersion, LogSeverity, type Shopify, shopifyApi } from "@shopify/shopify-api";
import type { Env } from "../env.server.ts";

type Credentials = Pick<Env, "SHOPIFY_API_KEY" | "SHOPIFY_API_SECRET" | "SHOPIFY_APP_URL">;

/** Shopify's own library, of which the worker needs the renewal of tokens. */
export function createShopifyLibrary(credentials: Credentials): Shopify {
  return shopifyApi({
    apiKey: credentials.SHOPIFY_API_KEY,
    apiSecretKey: credentials.SHOPIFY_API_SECRET,
    hostName: new URL(credentials.SHOPIFY_APP_URL).host,
    apiVersion: ApiVersion.October26,
    isEmbeddedApp: true,
    logger: { level: LogSeverity.Error },
  });
}
