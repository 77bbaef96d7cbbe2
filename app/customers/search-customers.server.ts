import type { Deps } from "../deps.server.ts";
import { idOfGid } from "../shopify/gid.ts";
import { plainSearch } from "./plain-search.ts";
import { type Live, readLive } from "./read-live.server.ts";
import { SearchCustomers } from "./search-customers.graphql.ts";

/** The first 50 customers that Shopify's own search (name, e-mail, phone …) finds. */
export async function searchCustomers(
  { shopify, log }: Pick<Deps, "shopify" | "log">,
  shopId: bigint,
  words: string,
): Promise<Live<bigint[]>> {
  const query = plainSearch(words);
  // An empty search finds everybody.
  if (query === "") return { status: "read", data: [] };
  return readLive({ log }, "customer search", async () => {
    const { customers } = await shopify.run(shopId, SearchCustomers, { query });
    return customers.nodes.map((customer) => idOfGid(customer.id));
  });
}
