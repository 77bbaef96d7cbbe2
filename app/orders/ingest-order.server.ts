import type { Deps } from "../deps.server.ts";
import { withShop } from "../db/with-shop.server.ts";
import { requireShop } from "../shops/find-shop.repo.server.ts";
import { holdTerms } from "./hold-terms.repo.server.ts";
import { isOutOfSight } from "./is-out-of-sight.server.ts";
import { termsInForce } from "./ledger-terms.ts";
import type { AfterChange } from "./merge-customers.server.ts";
import { noteSaleWish } from "./opt-outs.repo.server.ts";
import { removeOrder, saveOrder } from "./orders.repo.server.ts";
import { saveProducts } from "./products.repo.server.ts";
import { readOrder } from "./read-order.server.ts";
import { forgetUnreadOrder, noteUnreadOrder } from "./unread-orders.repo.server.ts";

type Payload = { shopId: string; orderId: string };

/**
 * Brings one order up to date. What is stored is the state Shopify shows now, not what an event said: events may come
 * twice, late and in any order. What Shopify does not show is gone, unless it is out of sight: then it stays as it was last
 * read, and is named.
 */
export async function ingestOrder(
  { db, shopify, clock }: Pick<Deps, "db" | "shopify" | "clock">,
  payload: Payload,
  { onChanged }: AfterChange,
): Promise<void> {
  const shop = await requireShop(db, BigInt(payload.shopId));
  const orderId = BigInt(payload.orderId);
  const readAt = clock();
  const read = await readOrder({ shopify }, shop, orderId, readAt);
  if (!read && (await isOutOfSight({ db, shopify }, shop.id, orderId, readAt))) {
    return noteUnreadOrder(db, { shopId: shop.id, orderId }, "Older than the orders that Shopify shows the app", readAt);
  }
  const isStored = await withShop(db, shop.id, async (tx) => {
    if (read && !(await holdTerms(tx, shop.id, termsInForce(shop)))) return false;
    const customerIds = read ? await saveOrder(tx, shop.id, read.order) : await removeOrder(tx, shop.id, { orderId, seenAt: readAt });
    if (read) await saveProducts(tx, shop.id, read.lines);
    await forgetUnreadOrder(tx, { shopId: shop.id, orderId });
    const wished = read ? await noteSaleWish(tx, shop.id, read.order, readAt) : [];
    const changed = new Set([...(customerIds ?? []), ...wished]);
    if (changed.size > 0) await onChanged(tx, shop.id, [...changed]);
    return true;
  });
  // The shop counts otherwise since: once more by that.
  if (!isStored) await ingestOrder({ db, shopify, clock }, payload, { onChanged });
}

/** After the last attempt: the order is named, tried again each night, and read by the next import. */
export async function giveUpOrder({ db, clock }: Pick<Deps, "db" | "clock">, payload: Payload, error: unknown): Promise<void> {
  const order = { shopId: BigInt(payload.shopId), orderId: BigInt(payload.orderId) };
  await noteUnreadOrder(db, order, error instanceof Error ? error.message : String(error), clock());
}
