import type { TokenRecord } from "../store/app-model.ts";
import type { World } from "../world.ts";

/** The grant behind an access token that is still good. */
export function findAccess(world: World, accessToken: string | undefined): TokenRecord | null {
  const now = world.clock.now();
  for (const token of world.store.tokens.values()) {
    if (token.accessToken === accessToken && Date.parse(token.accessExpiresAt) > now) return token;
  }
  return null;
}
