import type { Deps } from "../deps.server.ts";
import { METAFIELD_DEFINITIONS, METAFIELD_NAMESPACE } from "./metafield-definitions.ts";
import { MetafieldDefinitionDelete } from "./metafield-definition-delete.graphql.ts";

/** Of one that is not there Shopify says so. With it goes what metafields may be left of it. */
export async function deleteMetafieldDefinitions({ shopify }: Pick<Deps, "shopify">, shopId: bigint): Promise<void> {
  for (const key of Object.keys(METAFIELD_DEFINITIONS)) {
    const identifier = { ownerType: "CUSTOMER" as const, namespace: METAFIELD_NAMESPACE, key };
    const { metafieldDefinitionDelete } = await shopify.run(shopId, MetafieldDefinitionDelete, { identifier });
    const refusals = metafieldDefinitionDelete?.userErrors.filter(({ code }) => code !== "NOT_FOUND") ?? [];
    if (refusals.length > 0) {
      throw new Error(`Metafield definition "${key}" could not be deleted: ${refusals.map(({ message }) => message).join("; ")}`);
    }
  }
}
