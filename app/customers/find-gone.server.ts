import type { Deps } from "../deps.server.ts";
import { gid, idOfGid } from "../shopify/gid.ts";
import { ExistingCustomers } from "./existing-customers.graphql.ts";

/** Most ids that Shopify takes at a time. */
const IDS_A_CALL = 250;

/** Those of the customers whom Shopify does not know any more. */
export async function findGone({ shopify }: Pick<Deps, "shopify">, shopId: bigint, customerIds: readonly bigint[]): Promise<Set<bigint>> {
  const gone = new Set(customerIds);
  for (let first = 0; first < customerIds.length; first += IDS_A_CALL) {
    const ids = customerIds.slice(first, first + IDS_A_CALL).map((id) => gid("Customer", id));
    const { nodes } = await shopify.run(shopId, ExistingCustomers, { ids });
    for (const node of nodes) if (node) gone.delete(idOfGid(node.id));
  }
  return gone;
}
