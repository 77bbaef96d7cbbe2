import type { ChangedOrdersQuery, ChangedOrdersQueryVariables } from "../shopify/generated/operations.ts";
import { operation } from "../shopify/operation.ts";

/** Which orders changed in a span of time, the earliest change first: which of them to read is seen from their versions. */
export const ChangedOrders = operation<ChangedOrdersQuery, ChangedOrdersQueryVariables>(`#graphql
  query ChangedOrders($query: String!, $after: String) {
    orders(first: 250, after: $after, sortKey: UPDATED_AT, query: $query) {
      nodes {
        id
        updatedAt
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);
