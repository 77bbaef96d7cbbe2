import type { MetafieldsSetMutation, MetafieldsSetMutationVariables } from "../shopify/generated/operations.ts";
import { operation } from "../shopify/operation.ts";

/** It sets, and does not add. */
export const MetafieldsSet = operation<MetafieldsSetMutation, MetafieldsSetMutationVariables>(`#graphql
  mutation MetafieldsSet($metafields: [MetafieldsSetInput!]!) {
    metafieldsSet(metafields: $metafields) {
      userErrors {
        message
      }
    }
  }
`, { repeatable: true });
