import type { Deps } from "../deps.server.ts";
import { gid } from "../shopify/gid.ts";
import type { Shop } from "../shops/shop.ts";
import type { LedgerOrder } from "./ledger-order.ts";
import { OrderById } from "./order-by-id.graphql.ts";
import { parseGiftCardLine } from "./parse-gift-card-line.ts";
import { parseOrder } from "./parse-order.ts";

/** An order as it is in Shopify now; null where there is none (any more). */
export async function readOrder(
  { shopify, clock }: Pick<Deps, "shopify" | "clock">,
  shop: Shop,
  orderId: bigint,
): Promise<LedgerOrder | null> {
  const reading = { currency: shop.currency, timeZone: shop.timeZone, readAt: clock() };
  let giftCardMinor = 0;
  let after: string | null = null;
  for (;;) {
    const { order }: Awaited<ReturnType<typeof readPage>> = await readPage(after);
    if (!order) return null;
    const { nodes, pageInfo } = order.lineItems;
    for (const line of nodes) giftCardMinor += parseGiftCardLine(line);
    if (!pageInfo.hasNextPage) return parseOrder(order, giftCardMinor, reading);
    after = pageInfo.endCursor;
  }

  function readPage(after: string | null) {
    return shopify.run(shop.id, OrderById, { id: gid("Order", orderId), after });
  }
}
