import type { Deps } from "../deps.server.ts";
import { METAFIELD_DEFINITIONS, METAFIELD_NAMESPACE } from "./metafield-definitions.ts";
import { MetafieldDefinitionCreate } from "./metafield-definition-create.graphql.ts";

/** Metafields are only filterable in the admin, and typed, with a definition. One that is there already is left as it is. */
export async function ensureMetafieldDefinitions({ shopify }: Pick<Deps, "shopify">, shopId: bigint): Promise<void> {
  for (const [key, { name, type, description }] of Object.entries(METAFIELD_DEFINITIONS)) {
    const { metafieldDefinitionCreate } = await shopify.run(shopId, MetafieldDefinitionCreate, {
      definition: {
        ownerType: "CUSTOMER",
        namespace: METAFIELD_NAMESPACE,
        key,
        name,
        type,
        description,
        access: { admin: "MERCHANT_READ" },
        capabilities: { adminFilterable: { enabled: true } },
      },
    });
    const refusals = metafieldDefinitionCreate?.userErrors.filter(({ code }) => code !== "TAKEN") ?? [];
    if (refusals.length > 0) {
      throw new Error(`Metafield definition "${key}" was refused: ${refusals.map(({ message }) => message).join("; ")}`);
    }
  }
}
