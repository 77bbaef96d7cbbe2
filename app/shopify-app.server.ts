import "@shopify/shopify-app-remix/adapters/node";
import { ApiVersion, AppDistribution, LogSeverity, shopifyApp } from "@shopify/shopify-app-remix/server";
import { getDeps, getEnv } from "./composition.server.ts";
import { logAs } from "./shopify/log-as.server.ts";
import { createSessionStorage } from "./shops/session-storage.server.ts";

/**
 * Shopify's library for the embedded pages: session tokens, token exchange, the headers that let the admin embed us.
 * Webhooks do not go through it: it would load and renew a session before the door may answer.
 */
function createShopifyApp() {
  const env = getEnv();
  return shopifyApp({
    apiKey: env.SHOPIFY_API_KEY,
    apiSecretKey: env.SHOPIFY_API_SECRET,
    apiVersion: ApiVersion.October26,
    appUrl: env.SHOPIFY_APP_URL,
    authPathPrefix: "/auth",
    sessionStorage: createSessionStorage(getDeps(), Buffer.from(env.TOKEN_KEY, "base64")),
    distribution: AppDistribution.AppStore,
    logger: { level: LogSeverity.Warning, log: logAs(getDeps().log) },
    future: { unstable_newEmbeddedAuthStrategy: true, expiringOfflineAccessTokens: true },
  });
}

const shopify = createShopifyApp();

export const authenticate = shopify.authenticate;
export const login = shopify.login;
export const addDocumentResponseHeaders = shopify.addDocumentResponseHeaders;
