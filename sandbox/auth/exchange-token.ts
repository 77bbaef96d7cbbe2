import type { World } from "../world.ts";
import { ensureInstalled } from "./install-app.ts";
import { STAFF } from "../staff.ts";
import { issueOnlineToken, issueToken, onlineTokenAnswer, tokenAnswer } from "./issue-token.ts";
import { readClaims, verifySessionToken } from "./verify-session-token.ts";

export type TokenRequest = Record<string, unknown>;

export type TokenAnswer = { status: number; body: object };

const EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";
const ID_TOKEN = "urn:ietf:params:oauth:token-type:id_token";
const OFFLINE = "urn:shopify:params:oauth:token-type:offline-access-token";
const ONLINE = "urn:shopify:params:oauth:token-type:online-access-token";

/** Gives an expiring offline token for a session token, or one of who looks at the app; the first one installs the app. */
export function exchangeToken(request: TokenRequest, world: World): TokenAnswer {
  if (request["subject_token_type"] !== ID_TOKEN) return refusal("invalid_request", `subject_token_type must be ${ID_TOKEN}`);
  const asked = request["requested_token_type"];
  if (asked !== OFFLINE && asked !== ONLINE) return refusal("invalid_request", `requested_token_type must be ${OFFLINE} or ${ONLINE}`);
  if (asked === OFFLINE && String(request["expiring"]) !== "1") return refusal("invalid_request", "Public apps must request expiring offline tokens (expiring=1)");
  const sessionToken = String(request["subject_token"] ?? "");
  const flaw = verifySessionToken(sessionToken, world);
  if (flaw) return refusal("invalid_subject_token", `The session token ${flaw}`);
  if (asked === ONLINE) return exchangeForOnline(readClaims(sessionToken)["sub"], world);
  return { status: 200, body: tokenAnswer(issueToken(world, ensureInstalled(world).scopes, null), world) };
}

function exchangeForOnline(sub: unknown, world: World): TokenAnswer {
  const staff = STAFF.find(({ id }) => String(id) === sub);
  if (!staff) return refusal("invalid_subject_token", `The session token is of ${String(sub)}, who is not on the staff`);
  const { scopes } = ensureInstalled(world);
  return { status: 200, body: onlineTokenAnswer(issueOnlineToken(world, scopes, staff), scopes, staff, world) };
}

export function isExchange(request: TokenRequest): boolean {
  return request["grant_type"] === EXCHANGE;
}

export function refusal(error: string, description: string, status = 400): TokenAnswer {
  return { status, body: { error, error_description: description } };
}
