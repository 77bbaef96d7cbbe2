import type { Session, Shopify } from "@shopify/shopify-api";
import type { Deps } from "../deps.server.ts";
import { withShop } from "../db/with-shop.server.ts";
import type { ShopAccess } from "../shopify/send-once.server.ts";
import { ShopifyError } from "../shopify/shopify-error.ts";
import { findSession, lockSession, saveSession } from "./shop-session.repo.server.ts";

/** A token this close to its end is renewed before it is used. */
const LEAD_MS = 5 * 60_000;
/** Longest that others wait for the one that renews. */
const RENEWAL_MS = 30_000;

type Parts = Pick<Deps, "db" | "clock"> & {
  refreshToken: Shopify["auth"]["refreshToken"];
  key: Buffer;
};

/**
 * The shop's offline token, renewed when it is about to end or when Shopify refused `refused`. Renewal holds the
 * session's row, so of any number of processes one asks Shopify and the others get what it got.
 *
 * @throws ShopifyError `unauthorized` where the shop has no token or Shopify does not renew it.
 */
export async function getShopAccess(
  { db, clock, refreshToken, key }: Parts,
  shopId: bigint,
  refused?: string,
): Promise<ShopAccess> {
  const shop = await db.prisma.shop.findUnique({ where: { id: shopId } });
  if (!shop || shop.uninstalledAt) throw new ShopifyError("unauthorized", `Shop ${shopId} is not installed.`);
  const id = `offline_${shop.domain}`;
  const isFresh = (session: Session | undefined) =>
    session?.accessToken !== undefined &&
    session.accessToken !== refused &&
    (!session.expires || session.expires.getTime() - clock().getTime() > LEAD_MS);

  const known = await withShop(db, shopId, (tx) => findSession(tx, shopId, id, key));
  if (isFresh(known)) return { domain: shop.domain, accessToken: known!.accessToken! };

  return withShop(
    db,
    shopId,
    async (tx) => {
      const session = await lockSession(tx, shopId, id, key);
      if (isFresh(session)) return { domain: shop.domain, accessToken: session!.accessToken! };
      if (!session?.refreshToken) throw new ShopifyError("unauthorized", `${shop.domain} has no token to renew.`);
      const renewed = await renew(refreshToken, session, shop.domain);
      await saveSession(tx, shopId, renewed, key, clock());
      return { domain: shop.domain, accessToken: renewed.accessToken! };
    },
    { timeout: RENEWAL_MS },
  );
}

async function renew(refreshToken: Parts["refreshToken"], session: Session, domain: string): Promise<Session> {
  try {
    return (await refreshToken({ shop: domain, refreshToken: session.refreshToken! })).session;
  } catch (cause) {
    const status = (cause as { response?: { code?: number } }).response?.code;
    const kind = status === 400 || status === 401 || status === 403 ? "unauthorized" : "unavailable";
    throw new ShopifyError(kind, `${domain}: Shopify did not renew the access token.`, { cause });
  }
}
