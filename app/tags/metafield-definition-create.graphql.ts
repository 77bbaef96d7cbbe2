import type { MetafieldDefinitionCreateMutation, MetafieldDefinitionCreateMutationVariables } from "../shopify/generated/operations.ts";
import { operation } from "../shopify/operation.ts";

export const MetafieldDefinitionCreate = operation<MetafieldDefinitionCreateMutation, MetafieldDefinitionCreateMutationVariables>(`#graphql
  mutation MetafieldDefinitionCreate($definition: MetafieldDefinitionInput!) {
    metafieldDefinitionCreate(definition: $definition) {
      userErrors {
        code
        message
      }
    }
  }
`);
