import { readFileSync } from "node:fs";
import "@shopify/shopify-api/adapters/node";
import { ApiVersion, LogSeverity, RequestedTokenType, shopifyApi } from "@shopify/shopify-api";
import { setAbstractFetchFunc } from "@shopify/shopify-api/runtime";
import { parse } from "smol-toml";
import { afterAll, beforeAll } from "vitest";
import { createSessionStorage } from "#app/shops/session-storage.server.ts";
import { mintSessionToken } from "#sandbox/auth/mint-session-token.ts";
import { createSandbox, type Sandbox, type SandboxOptions } from "#sandbox/create-sandbox.ts";
import type { TestDatabase } from "./test-database.ts";
import { TEST_ENV, TEST_KEY } from "./test-deps.ts";

const SCOPES = (parse(readFileSync("shopify.app.toml", "utf8")) as { access_scopes: { scopes: string } }).access_scopes.scopes;

const library = shopifyApi({
  apiKey: TEST_ENV.SHOPIFY_API_KEY,
  apiSecretKey: TEST_ENV.SHOPIFY_API_SECRET,
  hostName: new URL(TEST_ENV.SHOPIFY_APP_URL).host,
  apiVersion: ApiVersion.October26,
  isEmbeddedApp: true,
  logger: { level: LogSeverity.Error },
});

export type TestSandbox = {
  sandbox: Sandbox;
  /** Sends what is meant for the sandbox's shop to the sandbox, and refuses what is meant for anybody else. */
  fetch: typeof globalThis.fetch;
  /** The sandbox's time, which `sandbox.clock.advance` moves. */
  clock: () => Date;
};

type Choice = Partial<Pick<SandboxOptions, "shop" | "plan" | "faults" | "faultSeed">> & {
  /** Where webhooks go; nowhere unless given. */
  appOrigin?: string;
};

/** A Shopify of its own for the test file that calls it. */
export function useSandbox(choice: Choice = {}): TestSandbox {
  const it = {} as TestSandbox;
  beforeAll(async () => void Object.assign(it, await openSandbox(choice)));
  afterAll(() => it.sandbox?.close());
  return it;
}

/** A Shopify for as long as somebody wants it: whoever opens it closes `sandbox`. */
export async function openSandbox({ shop, appOrigin = "http://localhost:9", ...others }: Choice): Promise<TestSandbox> {
  const sandbox = await createSandbox({
    port: 0,
    dataDir: null,
    shop: shop ?? { handle: "test-shop", name: "Test Shop", currency: "GBP", ianaTimezone: "Europe/London" },
    app: { apiKey: TEST_ENV.SHOPIFY_API_KEY, apiSecret: TEST_ENV.SHOPIFY_API_SECRET, origin: appOrigin, scopes: SCOPES.split(",") },
    ...others,
  });
  const fetch = leadTo(sandbox);
  // Shopify's library, which exchanges tokens, keeps a fetch of its own.
  setAbstractFetchFunc(fetch);
  return { sandbox, fetch, clock: () => new Date(sandbox.clock.now()) };
}

function leadTo({ domain, origin }: Sandbox): typeof globalThis.fetch {
  return async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    if (url.origin === origin) return globalThis.fetch(input, init);
    if (url.host !== domain) throw new Error(`A test called ${url.href}: only https://${domain} and its sandbox may be called.`);
    const headers = new Headers(init?.headers);
    headers.set("x-sandbox-host", url.host);
    return globalThis.fetch(`${origin}${url.pathname}${url.search}`, { ...init, headers });
  };
}

/**
 * Installs the app on the sandbox's shop the way a merchant's first look at it does: a session token is exchanged for
 * an offline token, which is stored, and with it the shop.
 *
 * @returns the shop's id.
 */
export async function installApp({ db }: TestDatabase, { sandbox, clock }: TestSandbox): Promise<bigint> {
  const { session } = await library.auth.tokenExchange({
    shop: sandbox.domain,
    sessionToken: mintSessionToken(sandbox),
    requestedTokenType: RequestedTokenType.OfflineAccessToken,
    expiring: true,
  });
  await createSessionStorage({ db, clock }, TEST_KEY).storeSession(session);
  return (await db.prisma.shop.findUniqueOrThrow({ where: { domain: sandbox.domain } })).id;
}
