import { z } from "zod";
import { type AppCredentials, askForToken, describeNoTokens } from "./ask-for-token.server.ts";

export type Renewal =
  | { kind: "renewed"; accessToken: string; expiresInSeconds: number; refreshToken: string; refreshTokenExpiresInSeconds: number | null; scope: string }
  /** Shopify does not know the refresh token any more: revoked, expired, or of an installation that is over. */
  | { kind: "void"; reason: string }
  /** It may succeed at another time, or once the app's own credentials are right. */
  | { kind: "failed"; reason: string; cause?: unknown };

export type RenewToken = (domain: string, refreshToken: string) => Promise<Renewal>;

const Tokens = z.object({
  access_token: z.string().min(1),
  /** Where Shopify left it out, a session without an end was never renewed again: an hour is what it gives. */
  expires_in: z.number().positive().default(3600),
  refresh_token: z.string().min(1),
  refresh_token_expires_in: z.number().positive().optional(),
  scope: z.string(),
});

/** Exchanges refresh tokens. */
export function createRenewToken(fetch: typeof globalThis.fetch, credentials: AppCredentials): RenewToken {
  return async function renewToken(domain, refreshToken) {
    const reply = await askForToken(fetch, credentials, domain, { grant_type: "refresh_token", refresh_token: refreshToken });
    switch (reply.kind) {
      case "given":
        return readTokens(reply.body);
      case "refused":
        // A wrong client secret is refused, too, and by another name: no shop must lose its session over that.
        return { kind: reply.error === "invalid_grant" ? "void" : "failed", reason: reply.reason };
      case "none":
        return { kind: "failed", reason: "no answer", cause: reply.cause };
    }
  };
}

function readTokens(body: unknown): Renewal {
  const { data, error } = Tokens.safeParse(body);
  if (!data) return { kind: "failed", reason: describeNoTokens(error) };
  return {
    kind: "renewed",
    accessToken: data.access_token,
    expiresInSeconds: data.expires_in,
    refreshToken: data.refresh_token,
    refreshTokenExpiresInSeconds: data.refresh_token_expires_in ?? null,
    scope: data.scope,
  };
}
