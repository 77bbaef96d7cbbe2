import type { Deps } from "../deps.server.ts";
import { METAFIELD_DEFINITIONS, METAFIELD_NAMESPACE } from "./metafield-definitions.ts";
import { MetafieldDefinitionDelete } from "./metafield-definition-delete.graphql.ts";
import { WriteFailure } from "./write-problem.ts";

/** It is not there; or the app's own configuration declares it (shopify.app.toml), with which Shopify takes it away. */
const NOTHING_TO_DELETE = ["NOT_FOUND", "APP_CONFIG_MANAGED"];

/**
 * Deletes them, and with them what metafields may be left.
 *
 * @throws WriteFailure where Shopify keeps one: the others are deleted all the same
 */
export async function deleteMetafieldDefinitions({ shopify }: Pick<Deps, "shopify">, shopId: bigint): Promise<void> {
  const refusals: string[] = [];
  for (const [key, { name }] of Object.entries(METAFIELD_DEFINITIONS)) {
    const identifier = { ownerType: "CUSTOMER" as const, namespace: METAFIELD_NAMESPACE, key };
    const { metafieldDefinitionDelete } = await shopify.run(shopId, MetafieldDefinitionDelete, { identifier });
    const errors = metafieldDefinitionDelete?.userErrors.filter(({ code }) => !NOTHING_TO_DELETE.includes(code ?? "")) ?? [];
    refusals.push(...errors.map(({ message }) => `${name}: ${message}`));
  }
  if (refusals.length > 0) throw new WriteFailure({ code: "shopify-refused", shopifyMessage: refusals.join("; ") });
}
