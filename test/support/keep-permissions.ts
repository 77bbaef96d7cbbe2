import { Session } from "@shopify/shopify-api";
import type { Database } from "#app/db/database.server.ts";
import { withShop } from "#app/db/with-shop.server.ts";
import { saveSession } from "#app/shops/shop-session.repo.server.ts";
import { TEST_KEY } from "./test-deps.ts";

/** As if Shopify had just been asked what a member of staff may do. */
export async function keepPermissions(db: Database, shop: { id: bigint; domain: string }, staffId: string, scope: string): Promise<void> {
  const now = new Date();
  const session = new Session({ id: `${shop.domain}_${staffId}`, shop: shop.domain, state: "", isOnline: true, scope, expires: new Date(now.getTime() + 86_400_000) });
  await withShop(db, shop.id, (tx) => saveSession(tx, shop.id, session, TEST_KEY, now));
}
