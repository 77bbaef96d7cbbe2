import type { TokenRecord } from "../store/app-model.ts";
import type { Store } from "../store/store.ts";
import type { World } from "../world.ts";
import { refusal, type TokenAnswer, type TokenRequest } from "./exchange-token.ts";
import { issueToken, tokenAnswer } from "./issue-token.ts";

/** How long a refresh token that was used can be used again, as long as none that came of it was. */
const REUSE_MS = 30 * 24 * 60 * 60 * 1000;

/**
 * Renews a grant: a new access token and a new refresh token. The old refresh token works until a replacement of it is
 * used, so that an answer lost on the way loses nothing.
 */
export function refreshToken(request: TokenRequest, world: World): TokenAnswer {
  const { store, clock } = world;
  const grant = findRefreshable(world, request);
  const now = clock.now();
  const usedAt = grant?.refreshFirstUsedAt ? Date.parse(grant.refreshFirstUsedAt) : null;
  if (!grant?.refreshExpiresAt || Date.parse(grant.refreshExpiresAt) <= now || (usedAt !== null && now - usedAt > REUSE_MS)) {
    return refusal("invalid_grant", "The refresh token is unknown, expired, revoked or already replaced");
  }
  retireAncestors(store, grant);
  if (usedAt === null) store.tokens.put({ ...grant, refreshFirstUsedAt: clock.iso() });
  return { status: 200, body: tokenAnswer(issueToken(world, grant.scopes, grant.id), world) };
}

export function findRefreshable({ store }: World, request: TokenRequest): TokenRecord | undefined {
  return [...store.tokens.values()].find((token) => token.refreshToken === request["refresh_token"]);
}

/** Using a replacement proves that it arrived: what it replaced is over, and so are replacements that were lost. */
function retireAncestors(store: Store, grant: TokenRecord): void {
  if (grant.refreshedFrom === null) return;
  const lost = [...store.tokens.values()].filter((token) => token.refreshedFrom === grant.refreshedFrom && token.id !== grant.id);
  for (const token of lost) store.tokens.remove(token.id);
  store.tokens.remove(grant.refreshedFrom);
}
