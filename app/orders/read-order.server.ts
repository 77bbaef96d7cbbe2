import { z } from "zod";
import type { Deps } from "../deps.server.ts";
import { gid } from "../shopify/gid.ts";
import type { Shop } from "../shops/shop.ts";
import type { LedgerOrder } from "./ledger-order.ts";
import { termsInForce } from "./ledger-terms.ts";
import { basketOf, type OrderLine } from "./order-basket.ts";
import { OrderById } from "./order-by-id.graphql.ts";
import { parseLine } from "./parse-line.ts";
import { parseOrder } from "./parse-order.ts";
import { UnreadableRecord } from "./unreadable-record.ts";

type ReadOrder = { order: LedgerOrder; lines: OrderLine[] };

const Page = z.object({
  lineItems: z.object({
    nodes: z.array(z.looseObject({})),
    pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
  }),
});

/**
 * An order as it is in Shopify now; null where there is none (any more).
 *
 * @param readAt now, or before
 * @throws UnreadableRecord naming the order and what is wrong with it
 */
export async function readOrder(
  { shopify }: Pick<Deps, "shopify">,
  shop: Shop,
  orderId: bigint,
  readAt: Date,
): Promise<ReadOrder | null> {
  const id = gid("Order", orderId);
  const reading = { ...termsInForce(shop), readAt };
  const lines: OrderLine[] = [];
  let after: string | null = null;
  for (;;) {
    const { order }: { order: unknown } = await shopify.run(shop.id, OrderById, { id, after });
    // An answer that lacks the order is not one that says there is none.
    if (order === null) return null;
    const page = readPage(id, order, after);
    lines.push(...page.lines);
    if (page.next !== null) {
      after = page.next;
      continue;
    }
    const read = parseOrder(order, basketOf(lines), reading);
    if (read.id !== orderId) throw new UnreadableRecord(`Order ${id}`, `Shopify answered with ${gid("Order", read.id)}`);
    return { order: read, lines };
  }
}

/** The lines of one page, and where the next one begins. */
function readPage(id: string, order: unknown, after: string | null): { lines: OrderLine[]; next: string | null } {
  try {
    const { nodes, pageInfo } = Page.parse(order).lineItems;
    const next = pageInfo.hasNextPage ? pageInfo.endCursor : null;
    if (pageInfo.hasNextPage && (next === null || next === after)) throw new Error(`has more lines than ${nodes.length}, and no way to them`);
    return { lines: nodes.map(parseLine), next };
  } catch (cause) {
    throw new UnreadableRecord(`Order ${id}`, cause);
  }
}
