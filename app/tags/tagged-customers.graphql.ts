import type { TaggedCustomersQuery, TaggedCustomersQueryVariables } from "../shopify/generated/operations.ts";
import { operation } from "../shopify/operation.ts";

/** Some customers that a search finds, with their tags. `customersCount` cannot be asked by tag. */
export const TaggedCustomers = operation<TaggedCustomersQuery, TaggedCustomersQueryVariables>(`#graphql
  query TaggedCustomers($query: String!) {
    customers(first: 3, query: $query) {
      nodes {
        tags
      }
    }
  }
`);
