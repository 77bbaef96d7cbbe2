import { setTimeout as sleep } from "node:timers/promises";
import type { Database } from "#app/db/database.server.ts";
import type { FileDeps } from "#app/deps.server.ts";
import type { WatchedShopify } from "#app/shopify/admin.server.ts";
import { type Env, parseEnv } from "#app/env.server.ts";
import { createLog } from "#app/log.server.ts";
import { connectShopify } from "#app/shops/connect-shopify.server.ts";

export const TEST_ENV: Env = parseEnv({
  DATABASE_URL: "postgresql://each-test-file-has-its-own",
  SHOPIFY_API_KEY: "the-client-id",
  SHOPIFY_API_SECRET: "the-client-secret",
  SHOPIFY_APP_URL: "https://perennial.test",
  TOKEN_KEY: Buffer.alloc(32, 7).toString("base64"),
  LOG_LEVEL: "silent",
});

export const TEST_KEY = Buffer.from(TEST_ENV.TOKEN_KEY, "base64");

type Surroundings = {
  clock: () => Date;
  /** What reaches Shopify; `useSandbox()` gives one that reaches its sandbox. */
  fetch: typeof globalThis.fetch;
};

/** The app's own wiring on a test's database; only the clock and the way to Shopify are the test's. */
export function buildTestDeps(db: Database, { clock, fetch }: Surroundings): FileDeps & { shopify: WatchedShopify } {
  const shopify = connectShopify({ db, clock }, TEST_ENV, {
    fetch,
    sleep: (seconds) => sleep(seconds * 1000),
    random: () => 0.5,
    now: () => performance.now() / 1000,
  });
  return { db, shopify, clock, log: createLog(TEST_ENV.LOG_LEVEL), fileKey: TEST_KEY };
}
