import { signToken } from "#sandbox/auth/mint-session-token.ts";
import { USER_AGENT } from "../../scripts/open-browser.ts";
import type { AdminPage } from "../../scripts/admin-pages.ts";
import type { RunningApp } from "./running-app.ts";
import { percentile } from "./send-steadily.ts";

const ROUNDS = { warm: 5, measured: 60 };
const REACH_MILLISECONDS = 150;

/**
 * How long the web process takes for each page, from the request until the page is drawn; then how long until the last byte,
 * for what Shopify is asked meanwhile (customers' names) follows the page.
 */
export async function measurePages(app: RunningApp, pages: readonly AdminPage[]): Promise<boolean> {
  let isReached = true;
  for (const { name, path } of pages) {
    const drawn: number[] = [];
    const complete: number[] = [];
    let bytes = 0;
    for (let round = -ROUNDS.warm; round < ROUNDS.measured; round += 1) {
      const start = performance.now();
      const response = await fetch(`${app.webOrigin}/app${path}${path.includes("?") ? "&" : "?"}${admin(app)}`, { headers: { "user-agent": USER_AGENT }, redirect: "manual" });
      const whenDrawn = performance.now() - start;
      const text = await response.text();
      if (response.status !== 200) throw new Error(`${name} (${path}) answered ${response.status}: ${text.slice(0, 200)}`);
      bytes = text.length;
      if (round < 0) continue;
      drawn.push(whenDrawn);
      complete.push(performance.now() - start);
    }
    const [p50, p95] = [0.5, 0.95].map((share) => percentile(Float64Array.from(drawn).sort(), share)) as [number, number];
    const last = percentile(Float64Array.from(complete).sort(), 0.95);
    isReached &&= p95 < REACH_MILLISECONDS;
    console.log(`  ${name.padEnd(32)} p50 ${p50.toFixed(0).padStart(4)} ms, p95 ${p95.toFixed(0).padStart(4)} ms, with Shopify's part ${last.toFixed(0).padStart(4)} ms, ${Math.round(bytes / 1000)} KB${p95 < REACH_MILLISECONDS ? "" : "  MISSED"}`);
  }
  console.log(`${isReached ? "reached" : "NOT reached"}: p95 of every page under ${REACH_MILLISECONDS} ms`);
  return isReached;
}

/** What Shopify's admin adds to the address of a frame. */
function admin({ domain, apiKey, apiSecret }: RunningApp): string {
  const now = Math.floor(Date.now() / 1000);
  const claims = { iss: `https://${domain}/admin`, dest: `https://${domain}`, aud: apiKey, sub: "42", exp: now + 60, nbf: now - 5, iat: now, jti: "bench", sid: "bench" };
  const host = Buffer.from(`admin.shopify.com/store/${domain.split(".")[0]}`).toString("base64url");
  return String(new URLSearchParams({ embedded: "1", shop: domain, host, locale: "en", id_token: signToken(claims, apiSecret) }));
}
