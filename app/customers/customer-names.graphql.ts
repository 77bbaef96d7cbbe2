import type { CustomerNamesQuery, CustomerNamesQueryVariables } from "#app/shopify/generated/operations.ts";
import { operation } from "../shopify/operation.ts";

export const CustomerNames = operation<CustomerNamesQuery, CustomerNamesQueryVariables>(`#graphql
  query CustomerNames($ids: [ID!]!) {
    nodes(ids: $ids) {
      ... on Customer {
        id
        displayName
      }
    }
  }
`);
