import type { Deps } from "../deps.server.ts";
import { gid } from "../shopify/gid.ts";
import type { Shop } from "../shops/shop.ts";
import type { LedgerOrder } from "./ledger-order.ts";
import { basketOf, type OrderLine } from "./order-basket.ts";
import { OrderById } from "./order-by-id.graphql.ts";
import { parseLine } from "./parse-line.ts";
import { parseOrder } from "./parse-order.ts";

type ReadOrder = { order: LedgerOrder; lines: OrderLine[] };

/**
 * An order as it is in Shopify now; null where there is none (any more).
 *
 * @param readAt now, or before
 */
export async function readOrder(
  { shopify }: Pick<Deps, "shopify">,
  shop: Shop,
  orderId: bigint,
  readAt: Date,
): Promise<ReadOrder | null> {
  const reading = { currency: shop.currency, timeZone: shop.timeZone, readAt };
  const lines: OrderLine[] = [];
  let after: string | null = null;
  for (;;) {
    const { order }: Awaited<ReturnType<typeof readPage>> = await readPage(after);
    if (!order) return null;
    const { nodes, pageInfo } = order.lineItems;
    for (const node of nodes) lines.push(parseLine(node));
    if (!pageInfo.hasNextPage) return { order: parseOrder(order, basketOf(lines), reading), lines };
    after = pageInfo.endCursor;
  }

  function readPage(after: string | null) {
    return shopify.run(shop.id, OrderById, { id: gid("Order", orderId), after });
  }
}
