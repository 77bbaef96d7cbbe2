import type { Deps } from "../deps.server.ts";
import type { ShopAccess } from "../shopify/send-once.server.ts";
import type { Grant } from "./access-token.server.ts";

/**
 * Longest that a token is used without another look at the database: so long may a process go on with the token of a
 * shop that has removed the app. Shopify refuses it from the removal on.
 */
const REMEMBERED_MS = 60_000;

type Find = (shopId: bigint, refused?: string) => Promise<Grant>;
type Remembered = { grant: Promise<Grant>; until: number };

/** Finds a shop's token once for all calls of a minute, and anew where Shopify refused the one that is remembered. */
export function rememberAccess({ clock }: Pick<Deps, "clock">, find: Find) {
  const known = new Map<bigint, Remembered>();

  async function look(shopId: bigint, refused?: string): Promise<Grant> {
    const entry: Remembered = { grant: find(shopId, refused), until: clock().getTime() + REMEMBERED_MS };
    known.set(shopId, entry);
    try {
      const grant = await entry.grant;
      if (grant.freshUntil) entry.until = Math.min(entry.until, grant.freshUntil.getTime());
      return grant;
    } catch (error) {
      if (known.get(shopId) === entry) known.delete(shopId);
      throw error;
    }
  }

  return async function accessOf(shopId: bigint, refused?: string): Promise<ShopAccess> {
    const entry = known.get(shopId);
    if (!entry || entry.until <= clock().getTime()) return (await look(shopId, refused)).access;
    const { access } = await entry.grant;
    if (access.accessToken !== refused) return access;
    // Of several that were refused one looks anew, and the others find what it finds.
    if (known.get(shopId) === entry) known.delete(shopId);
    return accessOf(shopId, refused);
  };
}
