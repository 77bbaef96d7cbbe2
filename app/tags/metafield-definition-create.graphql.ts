import type { MetafieldDefinitionCreateMutation, MetafieldDefinitionCreateMutationVariables } from "../shopify/generated/operations.ts";
import { operation } from "../shopify/operation.ts";

/** One that is there is answered with TAKEN. */
export const MetafieldDefinitionCreate = operation<MetafieldDefinitionCreateMutation, MetafieldDefinitionCreateMutationVariables>(`#graphql
  mutation MetafieldDefinitionCreate($definition: MetafieldDefinitionInput!) {
    metafieldDefinitionCreate(definition: $definition) {
      userErrors {
        code
        message
      }
    }
  }
`, { repeatable: true });
