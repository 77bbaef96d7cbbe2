import type { MetafieldsDeleteMutation, MetafieldsDeleteMutationVariables } from "../shopify/generated/operations.ts";
import { operation } from "../shopify/operation.ts";

/** What is gone stays gone. */
export const MetafieldsDelete = operation<MetafieldsDeleteMutation, MetafieldsDeleteMutationVariables>(`#graphql
  mutation MetafieldsDelete($metafields: [MetafieldIdentifierInput!]!) {
    metafieldsDelete(metafields: $metafields) {
      userErrors {
        message
      }
    }
  }
`, { repeatable: true });
