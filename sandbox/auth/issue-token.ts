import { randomBytes } from "node:crypto";
import { formatInstant } from "../clock.ts";
import type { TokenRecord } from "../store/app-model.ts";
import type { World } from "../world.ts";

const ACCESS_SECONDS = 60 * 60;
const REFRESH_SECONDS = 90 * 24 * 60 * 60;

export function issueToken(world: World, scopes: string[], refreshedFrom: number | null): TokenRecord {
  const now = world.clock.now();
  const token: TokenRecord = {
    id: world.store.nextId(),
    accessToken: `shpat_${randomBytes(16).toString("hex")}`,
    refreshToken: `shprt_${randomBytes(16).toString("hex")}`,
    scopes,
    createdAt: formatInstant(now),
    accessExpiresAt: formatInstant(now + ACCESS_SECONDS * 1000),
    refreshExpiresAt: formatInstant(now + REFRESH_SECONDS * 1000),
    refreshedFrom,
    refreshFirstUsedAt: null,
  };
  world.store.tokens.put(token);
  return token;
}

/** The token endpoint's answer. */
export function tokenAnswer(token: TokenRecord, world: World) {
  const secondsTo = (instant: string) => Math.ceil((Date.parse(instant) - world.clock.now()) / 1000);
  return {
    access_token: token.accessToken,
    scope: token.scopes.join(","),
    expires_in: secondsTo(token.accessExpiresAt),
    refresh_token: token.refreshToken,
    refresh_token_expires_in: secondsTo(token.refreshExpiresAt),
  };
}
