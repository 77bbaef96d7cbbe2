import type { ExistingCustomersQuery, ExistingCustomersQueryVariables } from "../shopify/generated/operations.ts";
import { operation } from "../shopify/operation.ts";

export const ExistingCustomers = operation<ExistingCustomersQuery, ExistingCustomersQueryVariables>(`#graphql
  query ExistingCustomers($ids: [ID!]!) {
    nodes(ids: $ids) {
      id
    }
  }
`);
