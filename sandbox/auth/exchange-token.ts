import type { World } from "../world.ts";
import { ensureInstalled } from "./install-app.ts";
import { issueToken, tokenAnswer } from "./issue-token.ts";
import { verifySessionToken } from "./verify-session-token.ts";

export type TokenRequest = Record<string, unknown>;

export type TokenAnswer = { status: number; body: object };

const EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";
const ID_TOKEN = "urn:ietf:params:oauth:token-type:id_token";
const OFFLINE = "urn:shopify:params:oauth:token-type:offline-access-token";

/** Gives an expiring offline token for a session token; the first one installs the app. */
export function exchangeToken(request: TokenRequest, world: World): TokenAnswer {
  if (request["subject_token_type"] !== ID_TOKEN) return refusal("invalid_request", `subject_token_type must be ${ID_TOKEN}`);
  if (request["requested_token_type"] !== OFFLINE) return refusal("invalid_request", `Sandbox: only ${OFFLINE} is implemented`);
  if (String(request["expiring"]) !== "1") return refusal("invalid_request", "Public apps must request expiring offline tokens (expiring=1)");
  const flaw = verifySessionToken(String(request["subject_token"] ?? ""), world);
  if (flaw) return refusal("invalid_subject_token", `The session token ${flaw}`);
  return { status: 200, body: tokenAnswer(issueToken(world, ensureInstalled(world).scopes, null), world) };
}

export function isExchange(request: TokenRequest): boolean {
  return request["grant_type"] === EXCHANGE;
}

export function refusal(error: string, description: string, status = 400): TokenAnswer {
  return { status, body: { error, error_description: description } };
}
