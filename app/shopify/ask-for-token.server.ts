import { z } from "zod";
import type { Env } from "../env.server.ts";

export type AppCredentials = Pick<Env, "SHOPIFY_API_KEY" | "SHOPIFY_API_SECRET">;

export type TokenReply =
  | { kind: "given"; body: unknown }
  /** `error` is OAuth's word for why. */
  | { kind: "refused"; error: string | null; reason: string }
  | { kind: "none"; cause: unknown };

export const TOKEN_TIMEOUT_SECONDS = 15;

const Refusal = z.object({ error: z.string(), error_description: z.string().optional() });

/** Asks a shop's token endpoint. Shopify's library knows neither a time limit nor what a refusal means. */
export async function askForToken(
  fetch: typeof globalThis.fetch,
  { SHOPIFY_API_KEY, SHOPIFY_API_SECRET }: AppCredentials,
  domain: string,
  asked: Record<string, string>,
): Promise<TokenReply> {
  let response: Response;
  let body: unknown;
  try {
    response = await fetch(`https://${domain}/admin/oauth/access_token`, {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json" },
      body: JSON.stringify({ client_id: SHOPIFY_API_KEY, client_secret: SHOPIFY_API_SECRET, ...asked }),
      redirect: "manual",
      signal: AbortSignal.timeout(TOKEN_TIMEOUT_SECONDS * 1000),
    });
    body = parseJson(await response.text());
  } catch (cause) {
    return { kind: "none", cause };
  }
  if (response.status === 200) return { kind: "given", body };
  const refusal = Refusal.safeParse(body).data;
  const why = refusal ? [refusal.error, refusal.error_description].filter(Boolean).join(": ") : "no OAuth error in its answer";
  return { kind: "refused", error: refusal?.error ?? null, reason: `HTTP ${response.status}, ${why}` };
}

/** What is wrong with an answer that should hold tokens. */
export function describeNoTokens({ issues }: z.ZodError): string {
  return `HTTP 200, but not tokens: ${issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("; ")}`;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
