import type { SearchCustomersQuery } from "#app/shopify/generated/operations.ts";
import type { Deps } from "../deps.server.ts";
import { idOfGid } from "../shopify/gid.ts";
import { plainSearch } from "./plain-search.ts";
import { type Live, readLive } from "./read-live.server.ts";
import { SearchCustomers } from "./search-customers.graphql.ts";

/** Whom a search found; `complete` is false where there are more than it reads. */
export type Found = { customerIds: bigint[]; complete: boolean };

/** Pages of 250 that one search may read: about 1,000 points of the shop's budget. */
const MOST_PAGES = 4;

/** The customers that Shopify's own search (name, e-mail, phone …) finds, up to a thousand. */
export async function searchCustomers(
  { shopify, log }: Pick<Deps, "shopify" | "log">,
  shopId: bigint,
  words: string,
): Promise<Live<Found>> {
  const query = plainSearch(words);
  // An empty search finds everybody.
  if (query === "") return { status: "read", data: { customerIds: [], complete: true } };
  return readLive({ log }, "customer search", async () => {
    const customerIds: bigint[] = [];
    let after: string | null = null;
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const { customers }: SearchCustomersQuery = await shopify.run(shopId, SearchCustomers, { query, after });
      customerIds.push(...customers.nodes.map((customer) => idOfGid(customer.id)));
      if (!customers.pageInfo.hasNextPage) return { customerIds, complete: true };
      after = customers.pageInfo.endCursor ?? null;
    }
    return { customerIds, complete: false };
  });
}
