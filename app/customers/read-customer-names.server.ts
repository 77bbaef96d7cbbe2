import type { Deps } from "../deps.server.ts";
import { gid, idOfGid } from "../shopify/gid.ts";
import { CustomerNames } from "./customer-names.graphql.ts";
import { type Live, readLive } from "./read-live.server.ts";

/** Names by customer id, as Shopify has them now: they are shown and never stored. */
export type NamesById = Record<string, string>;

export async function readCustomerNames(
  { shopify, log }: Pick<Deps, "shopify" | "log">,
  shopId: bigint,
  customerIds: string[],
): Promise<Live<NamesById>> {
  if (customerIds.length === 0) return { status: "read", data: {} };
  const ids = customerIds.map((id) => gid("Customer", BigInt(id)));
  return readLive({ log }, "customer names", async () => {
    const { nodes } = await shopify.run(shopId, CustomerNames, { ids });
    const names: NamesById = {};
    for (const node of nodes) {
      if (node && "displayName" in node) names[String(idOfGid(node.id))] = node.displayName;
    }
    return names;
  });
}
