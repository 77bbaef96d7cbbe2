import { z } from "zod";
import type { Env } from "../env.server.ts";

export type AppCredentials = Pick<Env, "SHOPIFY_API_KEY" | "SHOPIFY_API_SECRET">;

export type Renewal =
  | { kind: "renewed"; accessToken: string; expiresInSeconds: number; refreshToken: string; refreshTokenExpiresInSeconds: number | null; scope: string }
  /** Shopify does not know the refresh token any more: revoked, expired, or of an installation that is over. */
  | { kind: "void"; reason: string }
  /** It may succeed at another time, or once the app's own credentials are right. */
  | { kind: "failed"; reason: string; cause?: unknown };

export type RenewToken = (domain: string, refreshToken: string) => Promise<Renewal>;

export const RENEWAL_TIMEOUT_SECONDS = 15;

const Tokens = z.object({
  access_token: z.string().min(1),
  /** Where Shopify left it out, a session without an end was never renewed again: an hour is what it gives. */
  expires_in: z.number().positive().default(3600),
  refresh_token: z.string().min(1),
  refresh_token_expires_in: z.number().positive().optional(),
  scope: z.string(),
});

const Refusal = z.object({ error: z.string(), error_description: z.string().optional() });

/** Exchanges refresh tokens. Shopify's library knows neither a time limit nor what a refusal means. */
export function createRenewToken(fetch: typeof globalThis.fetch, { SHOPIFY_API_KEY, SHOPIFY_API_SECRET }: AppCredentials): RenewToken {
  return async function renewToken(domain, refreshToken) {
    let response: Response;
    let body: unknown;
    try {
      response = await fetch(`https://${domain}/admin/oauth/access_token`, {
        method: "POST",
        headers: { "content-type": "application/json", accept: "application/json" },
        body: JSON.stringify({
          client_id: SHOPIFY_API_KEY,
          client_secret: SHOPIFY_API_SECRET,
          grant_type: "refresh_token",
          refresh_token: refreshToken,
        }),
        redirect: "manual",
        signal: AbortSignal.timeout(RENEWAL_TIMEOUT_SECONDS * 1000),
      });
      body = parseJson(await response.text());
    } catch (cause) {
      return { kind: "failed", reason: "no answer", cause };
    }
    if (response.status === 200) return readTokens(body);
    const refusal = Refusal.safeParse(body).data;
    const reason = refusal ? [refusal.error, refusal.error_description].filter(Boolean).join(": ") : "no OAuth error in its answer";
    // A wrong client secret is refused, too, and by another name: no shop must lose its session over that.
    if (refusal?.error === "invalid_grant") return { kind: "void", reason };
    return { kind: "failed", reason: `HTTP ${response.status}, ${reason}` };
  };
}

function readTokens(body: unknown): Renewal {
  const { data, error } = Tokens.safeParse(body);
  if (!data) return { kind: "failed", reason: `HTTP 200, but not tokens: ${error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("; ")}` };
  return {
    kind: "renewed",
    accessToken: data.access_token,
    expiresInSeconds: data.expires_in,
    refreshToken: data.refresh_token,
    refreshTokenExpiresInSeconds: data.refresh_token_expires_in ?? null,
    scope: data.scope,
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
