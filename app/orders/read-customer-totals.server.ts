import type { Deps } from "../deps.server.ts";
import { gid, idOfGid } from "../shopify/gid.ts";
import type { Shop } from "../shops/shop.ts";
import { CustomerTotals } from "./customer-totals.graphql.ts";
import type { ListedOrder } from "./find-stale-orders.repo.server.ts";
import { parseTotals, type ShopifyTotals } from "./shopify-totals.ts";

export type CustomerInShopify = { totals: ShopifyTotals; listed: ListedOrder[] };

/** Shopify's sums of a customer and the orders it shows of them; null where it knows no such customer. */
export async function readCustomerTotals(
  { shopify }: Pick<Deps, "shopify">,
  shop: Pick<Shop, "id" | "currency">,
  customerId: bigint,
): Promise<CustomerInShopify | null> {
  const listed: ListedOrder[] = [];
  let after: string | null = null;
  for (;;) {
    const { customer }: Awaited<ReturnType<typeof readPage>> = await readPage(after);
    if (!customer) return null;
    const { nodes, pageInfo } = customer.orders;
    for (const { id, updatedAt } of nodes) listed.push({ id: idOfGid(id), updatedAt: new Date(updatedAt as string) });
    if (!pageInfo.hasNextPage) return { totals: parseTotals(customer, shop.currency), listed };
    after = pageInfo.endCursor;
  }

  function readPage(after: string | null) {
    return shopify.run(shop.id, CustomerTotals, { id: gid("Customer", customerId), after });
  }
}
