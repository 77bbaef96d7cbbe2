import { Session } from "@shopify/shopify-api";
import type { Deps } from "../deps.server.ts";
import { withShop } from "../db/with-shop.server.ts";
import { tokenRenewals } from "../ops/metrics.server.ts";
import { TOKEN_TIMEOUT_SECONDS } from "../shopify/ask-for-token.server.ts";
import type { Renewal, RenewToken } from "../shopify/renew-token.server.ts";
import type { ShopAccess } from "../shopify/send-once.server.ts";
import { ShopifyError } from "../shopify/shopify-error.ts";
import { loseAccess } from "./lose-access.server.ts";
import { claimRenewal, findSession, type HeldSession, releaseRenewal, replaceSession } from "./shop-session.repo.server.ts";

/** A token this close to its end is renewed before it is used. */
const LEAD_MS = 5 * 60_000;
/** While another process renews a token it is still used, but not in its last seconds, and looked at again so soon. */
const STOPGAP_MS = 10_000;
/** So long a process that was killed in the middle of a renewal keeps the others from it. */
const CLAIM_SECONDS = 2 * TOKEN_TIMEOUT_SECONDS;
/** Whoever needs the token that another process renews looks again after about so long. */
const LOOK_AGAIN_SECONDS = 0.25;
const PATIENCE_SECONDS = 2 * CLAIM_SECONDS;

type Parts = Pick<Deps, "db" | "clock"> & {
  renewToken: RenewToken;
  key: Buffer;
  sleep: (seconds: number) => Promise<void>;
  random: () => number;
};

/** A token, and until when it may be used without another look; null: it does not end. */
export type Grant = { access: ShopAccess; freshUntil: Date | null };

/**
 * The shop's offline token, renewed when it is about to end or when Shopify refused `refused`. Of any number of
 * processes one asks Shopify; the others go on with the token as long as it lasts, and then look until it is done. No
 * connection and no lock is held meanwhile.
 *
 * Where the answer to a renewal is lost, or its process is killed, the next one asks with the same refresh token: Shopify
 * takes it until the one that replaced it is used, and what was lost is never used.
 *
 * @throws ShopifyError `unauthorized` where the shop has no token and gets none until the merchant opens the app.
 */
export async function getShopAccess(parts: Parts, shopId: bigint, refused?: string): Promise<Grant> {
  const { db, clock, key, sleep, random } = parts;
  const shop = await db.prisma.shop.findUnique({ where: { id: shopId } });
  if (!shop || shop.uninstalledAt) throw new ShopifyError("unauthorized", `Shop ${shopId} is not installed.`);
  for (let waited = 0; ; ) {
    const held = await withShop(db, shopId, (tx) => findSession(tx, shopId, `offline_${shop.domain}`, key));
    if (!held) throw new ShopifyError("unauthorized", `${shop.domain} has no token until the merchant opens the app.`);
    const grant = held.session.accessToken === refused ? null : grantOf(held.session);
    if (grant && (grant.freshUntil === null || grant.freshUntil > clock())) return grant;

    const stopgap = grant && stopgapOf(grant, held.session, clock());
    if (await withShop(db, shopId, (tx) => claimRenewal(tx, shopId, held, CLAIM_SECONDS))) {
      const outcome = await renew(parts, shopId, held);
      if (outcome === "overtaken") continue;
      if (!(outcome instanceof ShopifyError)) return outcome;
      if (outcome.kind === "unauthorized" || !stopgap) throw outcome;
    }
    if (stopgap) return stopgap;
    if (waited > PATIENCE_SECONDS) throw new ShopifyError("unavailable", `${shop.domain}: its token was not renewed in ${PATIENCE_SECONDS} s.`);
    const pause = LOOK_AGAIN_SECONDS * (0.5 + random());
    waited += pause;
    await sleep(pause);
  }
}

/** "overtaken" where another session has taken the place of this one meanwhile, or none. */
async function renew({ db, clock, renewToken, key }: Parts, shopId: bigint, held: HeldSession): Promise<Grant | ShopifyError | "overtaken"> {
  const { session } = held;
  const renewal: Renewal = session.refreshToken
    ? await renewToken(session.shop, session.refreshToken)
    : { kind: "void", reason: "it came without a refresh token" };
  tokenRenewals.inc({ outcome: renewal.kind });
  switch (renewal.kind) {
    case "renewed": {
      const renewed = renewedSession(session, renewal, clock());
      const stored = await withShop(db, shopId, (tx) => replaceSession(tx, shopId, held, renewed, key));
      return stored ? grantOf(renewed) : "overtaken";
    }
    case "void": {
      const lost = await loseAccess({ db, clock }, shopId, held);
      return lost ? new ShopifyError("unauthorized", failure(session, renewal)) : "overtaken";
    }
    case "failed":
      await withShop(db, shopId, (tx) => releaseRenewal(tx, shopId, held));
      return new ShopifyError("unavailable", failure(session, renewal), { cause: renewal.cause });
  }
}

function failure({ shop }: Session, { reason }: { reason: string }): string {
  return `${shop}: Shopify did not renew the access token: ${reason}.`;
}

function renewedSession(session: Session, renewal: Renewal & { kind: "renewed" }, now: Date): Session {
  const after = (seconds: number) => new Date(now.getTime() + seconds * 1000);
  const { accessToken, refreshToken, scope, expiresInSeconds, refreshTokenExpiresInSeconds } = renewal;
  const refreshTokenExpires = refreshTokenExpiresInSeconds === null ? undefined : after(refreshTokenExpiresInSeconds);
  return new Session({ ...session.toObject(), accessToken, refreshToken, scope, expires: after(expiresInSeconds), refreshTokenExpires });
}

function grantOf({ shop, accessToken, expires }: Session): Grant {
  const freshUntil = expires ? new Date(expires.getTime() - LEAD_MS) : null;
  return { access: { domain: shop, accessToken: accessToken! }, freshUntil };
}

/** A token that should be renewed, and does as long as it lasts; null in its last seconds. */
function stopgapOf({ access }: Grant, { expires }: Session, now: Date): Grant | null {
  const lasts = expires !== undefined && expires.getTime() - now.getTime() > STOPGAP_MS;
  return lasts ? { access, freshUntil: new Date(now.getTime() + STOPGAP_MS) } : null;
}
