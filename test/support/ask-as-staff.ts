import { Session } from "@shopify/shopify-api";
import type { Database } from "#app/db/database.server.ts";
import { createSessionStorage } from "#app/shops/session-storage.server.ts";
import { signToken } from "#sandbox/auth/mint-session-token.ts";
import { USER_AGENT } from "../../scripts/open-browser.ts";
import { TEST_ENV, TEST_KEY } from "./test-deps.ts";

type Asked = {
  domain: string;
  staffId?: string;
  path: string;
  form?: Record<string, string> | FormData;
  language?: string;
  userAgent?: string;
  /** How far Shopify's clock is ahead of ours. */
  skewSeconds?: number;
  /** Not Shopify's for a forged token. */
  secret?: string;
};

/** A request as App Bridge makes it, with the session token of a member of staff: anybody who may open the app can send it. */
export function askAs({ domain, staffId = "42", path, form, language = "en", userAgent = USER_AGENT, skewSeconds = 0, secret = TEST_ENV.SHOPIFY_API_SECRET }: Asked): Request {
  const now = Math.floor(Date.now() / 1000) + skewSeconds;
  const claims = { iss: `https://${domain}/admin`, dest: `https://${domain}`, aud: TEST_ENV.SHOPIFY_API_KEY, sub: staffId, exp: now + 60, nbf: now, iat: now, jti: "1", sid: "1" };
  const headers = { authorization: `Bearer ${signToken(claims, secret)}`, "user-agent": userAgent, "accept-language": language };
  return new Request(`${TEST_ENV.SHOPIFY_APP_URL}${path}`, form ? { method: "POST", headers, body: form instanceof FormData ? form : new URLSearchParams(form) } : { headers });
}

/** As if the app had been opened in the shop an hour before its token runs out. */
export async function keepOfflineSession(db: Database, domain: string): Promise<void> {
  const expires = new Date(Date.now() + 3_600_000);
  const session = new Session({ id: `offline_${domain}`, shop: domain, state: "", isOnline: false, accessToken: `shpat_of_${domain}`, expires, refreshToken: "shprt_x" });
  await createSessionStorage({ db, clock: () => new Date() }, TEST_KEY).storeSession(session);
}
