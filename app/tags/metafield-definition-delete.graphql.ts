import type { MetafieldDefinitionDeleteMutation, MetafieldDefinitionDeleteMutationVariables } from "../shopify/generated/operations.ts";
import { operation } from "../shopify/operation.ts";

/** One that is gone is answered with NOT_FOUND. */
export const MetafieldDefinitionDelete = operation<MetafieldDefinitionDeleteMutation, MetafieldDefinitionDeleteMutationVariables>(`#graphql
  mutation MetafieldDefinitionDelete($identifier: MetafieldDefinitionIdentifierInput!) {
    metafieldDefinitionDelete(identifier: $identifier, deleteAllAssociatedMetafields: true) {
      userErrors {
        code
        message
      }
    }
  }
`, { repeatable: true });
