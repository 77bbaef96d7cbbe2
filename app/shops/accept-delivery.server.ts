import type { Deps } from "../deps.server.ts";
import { type ShopTransaction, withShop } from "../db/with-shop.server.ts";

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
  enqueueWork: (tx: ShopTransaction, shopId: string) => Promise<void>,
): Promise<"accepted" | "repeated" | "unknown-shop"> {
  const shop = await db.prisma.shop.findUnique({ where: { domain: shopDomain } });
  if (!shop || (shop.uninstalledAt && !afterUninstall)) return "unknown-shop";
  return withShop(db, shop.id, async (tx) => {
    const { count } = await tx.webhookDelivery.createMany({
      data: [{ shopId: shop.id, webhookId, topic, receivedAt: clock() }],
      skipDuplicates: true,
    });
    if (count === 0) return "repeated";
    await enqueueWork(tx, String(shop.id));
    return "accepted";
  });
}
