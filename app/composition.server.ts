import "@shopify/shopify-api/adapters/node";
import { setTimeout as sleep } from "node:timers/promises";
import { ApiVersion, LogSeverity, shopifyApi } from "@shopify/shopify-api";
import { openDatabase } from "./db/database.server.ts";
import type { Deps } from "./deps.server.ts";
import { type Env, parseEnv } from "./env.server.ts";
import { createLog } from "./log.server.ts";
import { createShopifyAdmin } from "./shopify/admin.server.ts";
import { getShopAccess } from "./shops/access-token.server.ts";

let env: Env | undefined;
let deps: Deps | undefined;

export function getEnv(): Env {
  env ??= parseEnv(process.env);
  return env;
}

/** The one set of adapters of this process, made at its first use. */
export function getDeps(): Deps {
  deps ??= buildDeps(getEnv());
  return deps;
}

/** Everything that knows the outside world, made from the environment. Clock and dice enter here and nowhere else. */
export function buildDeps(env: Env): Deps {
  const db = openDatabase(env.DATABASE_URL);
  const clock = () => new Date();
  const key = Buffer.from(env.TOKEN_KEY, "base64");
  const api = shopifyApi({
    apiKey: env.SHOPIFY_API_KEY,
    apiSecretKey: env.SHOPIFY_API_SECRET,
    hostName: new URL(env.SHOPIFY_APP_URL).host,
    apiVersion: ApiVersion.October26,
    isEmbeddedApp: true,
    logger: { level: LogSeverity.Error },
  });
  const shopify = createShopifyAdmin({
    accessOf: (shopId, refused) => getShopAccess({ db, clock, key, refreshToken: api.auth.refreshToken }, shopId, refused),
    fetch: (input, init) => fetch(input, init),
    sleep: (seconds) => sleep(seconds * 1000),
    random: Math.random,
    now: () => performance.now() / 1000,
  });
  return { db, shopify, clock, log: createLog(env.LOG_LEVEL) };
}
