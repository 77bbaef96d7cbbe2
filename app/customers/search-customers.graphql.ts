import type { SearchCustomersQuery, SearchCustomersQueryVariables } from "#app/shopify/generated/operations.ts";
import { operation } from "../shopify/operation.ts";

export const SearchCustomers = operation<SearchCustomersQuery, SearchCustomersQueryVariables>(`#graphql
  query SearchCustomers($query: String!, $after: String) {
    customers(first: 250, after: $after, query: $query) {
      nodes {
        id
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);
