import type { Session } from "@shopify/shopify-api";
import type { SessionStorage } from "@shopify/shopify-app-session-storage";
import type { Deps } from "../deps.server.ts";
import { withShop } from "../db/with-shop.server.ts";
import { enqueue } from "../queue/enqueue.server.ts";
import { findShopByDomain } from "./find-shop.repo.server.ts";
import { installShopJob } from "./install-shop.job.ts";
import { lockShop } from "./lock-shop.repo.server.ts";
import { findSession, saveSession } from "./shop-session.repo.server.ts";

const OFFLINE = "offline_";

/** The library's store for access tokens. The app uses offline tokens only, so a session's id names its shop. */
export function createSessionStorage({ db, clock }: Pick<Deps, "db" | "clock">, key: Buffer): SessionStorage {
  async function loadSession(id: string): Promise<Session | undefined> {
    const shop = id.startsWith(OFFLINE) ? await findShopByDomain(db, id.slice(OFFLINE.length)) : null;
    return shop ? (await withShop(db, shop.id, (tx) => findSession(tx, shop.id, id, key)))?.session : undefined;
  }

  async function deleteSession(id: string): Promise<boolean> {
    const shop = id.startsWith(OFFLINE) ? await findShopByDomain(db, id.slice(OFFLINE.length)) : null;
    if (shop) await withShop(db, shop.id, (tx) => tx.shopSession.deleteMany({ where: { shopId: shop.id, id } }));
    return true;
  }

  return {
    loadSession,
    deleteSession,
    storeSession: async (session) => {
      await storeSession({ db, clock }, session, key);
      return true;
    },
    deleteSessions: async (ids) => {
      for (const id of ids) await deleteSession(id);
      return true;
    },
    findSessionsByShop: async (domain) => {
      const session = await loadSession(`${OFFLINE}${domain}`);
      return session ? [session] : [];
    },
  };
}

/**
 * A shop's first token is its installation (and one after an uninstallation, or after Shopify took away the access, its
 * return): the token and the job that starts the work are stored together. The pages get tokens by exchange alone, so that each shows the merchant there;
 * renewal goes its own way (access-token.server.ts).
 */
async function storeSession({ db, clock }: Pick<Deps, "db" | "clock">, session: Session, key: Buffer): Promise<void> {
  const now = clock();
  const arrival = { installedAt: now, uninstalledAt: null, scopes: session.scope?.split(",").sort() ?? [] };
  // Not an upsert: Prisma looks first and inserts then, and of two loaders' exchanges at one moment the second fails.
  await db.prisma.shop.createMany({ data: [{ domain: session.shop, ...arrival }], skipDuplicates: true });
  const { id: shopId } = await db.prisma.shop.findUniqueOrThrow({ where: { domain: session.shop } });
  await withShop(db, shopId, async (tx) => {
    const { uninstalledAt, accessLostAt, accessBackAt } = await lockShop(tx, shopId);
    const isFirst = await saveSession(tx, shopId, session, key, now);
    const isBack = uninstalledAt !== null || (accessLostAt !== null && accessBackAt === null);
    // What customers' tags went through meanwhile was not told.
    const back = { ...arrival, accessBackAt: accessBackAt ?? (accessLostAt && now), soughtTags: [] };
    if (isBack) await tx.shop.update({ where: { id: shopId }, data: back });
    if (isFirst || isBack) await enqueue(tx, installShopJob, { shopId: String(shopId) });
  });
}
