import type { SearchCustomersQuery, SearchCustomersQueryVariables } from "#app/shopify/generated/operations.ts";
import { operation } from "../shopify/operation.ts";

export const SearchCustomers = operation<SearchCustomersQuery, SearchCustomersQueryVariables>(`#graphql
  query SearchCustomers($query: String!) {
    customers(first: 50, query: $query) {
      nodes {
        id
      }
    }
  }
`);
