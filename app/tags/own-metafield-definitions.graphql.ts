import type { OwnMetafieldDefinitionsQuery, OwnMetafieldDefinitionsQueryVariables } from "../shopify/generated/operations.ts";
import { operation } from "../shopify/operation.ts";

/** There are ten of them. */
export const OwnMetafieldDefinitions = operation<OwnMetafieldDefinitionsQuery, OwnMetafieldDefinitionsQueryVariables>(`#graphql
  query OwnMetafieldDefinitions($namespace: String!) {
    metafieldDefinitions(first: 25, ownerType: CUSTOMER, namespace: $namespace) {
      nodes {
        key
      }
    }
  }
`);
