import type { Session, Shopify } from "@shopify/shopify-api";
import type { Deps } from "../deps.server.ts";
import { withShop } from "../db/with-shop.server.ts";
import type { ShopAccess } from "../shopify/send-once.server.ts";
import { ShopifyError } from "../shopify/shopify-error.ts";
import { findSession, lockSession, replaceSession } from "./shop-session.repo.server.ts";

/** A token this close to its end is renewed before it is used. */
const LEAD_MS = 5 * 60_000;
/** Longest that others wait for the one that renews. */
const RENEWAL_MS = 30_000;

type Parts = Pick<Deps, "db" | "clock"> & {
  refreshToken: Shopify["auth"]["refreshToken"];
  key: Buffer;
};

/** A token, and until when it may be used without another look; null: it does not end. */
export type Grant = { access: ShopAccess; freshUntil: Date | null };

/**
 * The shop's offline token, renewed when it is about to end or when Shopify refused `refused`. Renewal holds the
 * session's row, so of any number of processes one asks Shopify and the others get what it got.
 *
 * A session that Shopify will not renew is dead: it is removed, so that the merchant's next page exchanges a new one
 * and installs the shop anew.
 *
 * @throws ShopifyError `unauthorized` where the shop has no token or Shopify does not renew it.
 */
export async function getShopAccess({ db, clock, refreshToken, key }: Parts, shopId: bigint, refused?: string): Promise<Grant> {
  const shop = await db.prisma.shop.findUnique({ where: { id: shopId } });
  if (!shop || shop.uninstalledAt) throw new ShopifyError("unauthorized", `Shop ${shopId} is not installed.`);
  const { domain } = shop;
  const id = `offline_${domain}`;
  const freshGrant = (session: Session | undefined): Grant | null => {
    if (session?.accessToken === undefined || session.accessToken === refused) return null;
    const grant = grantOf(session, domain);
    return grant.freshUntil === null || grant.freshUntil > clock() ? grant : null;
  };

  const known = freshGrant(await withShop(db, shopId, (tx) => findSession(tx, shopId, id, key)));
  if (known) return known;

  const outcome = await withShop(
    db,
    shopId,
    async (tx) => {
      const session = await lockSession(tx, shopId, id, key);
      const meanwhile = freshGrant(session);
      if (meanwhile) return meanwhile;
      if (!session?.refreshToken) throw new ShopifyError("unauthorized", `${domain} has no token to renew.`);
      const renewed = await renew(refreshToken, session, domain);
      if (renewed instanceof ShopifyError) await tx.shopSession.delete({ where: { shopId_id: { shopId, id } } });
      else await replaceSession(tx, shopId, renewed, key);
      return renewed instanceof ShopifyError ? renewed : grantOf(renewed, domain);
    },
    { timeout: RENEWAL_MS },
  );
  if (outcome instanceof ShopifyError) throw outcome;
  return outcome;
}

function grantOf({ accessToken, expires }: Session, domain: string): Grant {
  const freshUntil = expires ? new Date(expires.getTime() - LEAD_MS) : null;
  return { access: { domain, accessToken: accessToken! }, freshUntil };
}

/** An error in the place of a session: Shopify says that the grant is no more. Any other failure is thrown. */
async function renew(refreshToken: Parts["refreshToken"], session: Session, domain: string): Promise<Session | ShopifyError> {
  try {
    return (await refreshToken({ shop: domain, refreshToken: session.refreshToken! })).session;
  } catch (cause) {
    const status = (cause as { response?: { code?: number } }).response?.code;
    const refused = status === 400 || status === 401 || status === 403;
    const error = new ShopifyError(refused ? "unauthorized" : "unavailable", `${domain}: Shopify did not renew the access token.`, { cause });
    if (status === 400 || status === 401) return error;
    throw error;
  }
}
