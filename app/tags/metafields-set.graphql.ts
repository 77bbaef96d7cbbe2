import type { MetafieldsSetMutation, MetafieldsSetMutationVariables } from "../shopify/generated/operations.ts";
import { operation } from "../shopify/operation.ts";

/** All of them or none. It sets, and does not add. */
export const MetafieldsSet = operation<MetafieldsSetMutation, MetafieldsSetMutationVariables>(`#graphql
  mutation MetafieldsSet($metafields: [MetafieldsSetInput!]!) {
    metafieldsSet(metafields: $metafields) {
      userErrors {
        code
        elementIndex
        message
      }
    }
  }
`, { repeatable: true });
