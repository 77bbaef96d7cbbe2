import type { Deps } from "../deps.server.ts";
import { type StatementRunner, statementsOn, withShopConnection } from "../db/with-shop.server.ts";

type Delivery = {
  shopDomain: string;
  webhookId: string;
  topic: string;
  /** Whether the topic concerns shops that have removed the app, too. */
  afterUninstall: boolean;
};

/**
 * Stores a verified delivery and enqueues its work in one transaction. The same webhook id again changes nothing.
 *
 * @returns what became of it; "unknown-shop" stores nothing.
 */
export async function acceptDelivery(
  { db, clock }: Pick<Deps, "db" | "clock">,
  { shopDomain, webhookId, topic, afterUninstall }: Delivery,
  enqueueWork: (tx: StatementRunner, shopId: string) => Promise<void>,
): Promise<"accepted" | "repeated" | "unknown-shop"> {
  // On a bare connection: a flood of events comes through here, and Prisma would cost more than what PostgreSQL does.
  const { rows } = await db.pool.query<Shop>(FIND_SHOP, [shopDomain]);
  const shop = rows[0];
  if (!shop || (shop.uninstalledAt && !afterUninstall)) return "unknown-shop";
  return withShopConnection(db, BigInt(shop.id), async (client) => {
    const { rowCount } = await client.query(STORE, [shop.id, webhookId, topic, clock()]);
    if (rowCount === 0) return "repeated";
    await enqueueWork(statementsOn(client), shop.id);
    return "accepted";
  });
}

type Shop = { id: string; uninstalledAt: Date | null };

const FIND_SHOP = 'SELECT id, uninstalled_at AS "uninstalledAt" FROM shops WHERE domain = $1';
const STORE = `
  INSERT INTO webhook_deliveries (shop_id, webhook_id, topic, received_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`;
