import type { RecentBulkOperationsQuery, RecentBulkOperationsQueryVariables } from "../shopify/generated/operations.ts";
import { operation } from "../shopify/operation.ts";

export const RecentBulkOperations = operation<RecentBulkOperationsQuery, RecentBulkOperationsQueryVariables>(`#graphql
  query RecentBulkOperations {
    bulkOperations(first: 20, sortKey: CREATED_AT, reverse: true) {
      nodes {
        id
        createdAt
        query
        status
      }
    }
  }
`);
