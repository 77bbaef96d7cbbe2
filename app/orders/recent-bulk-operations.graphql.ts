import type { RecentBulkOperationsQuery, RecentBulkOperationsQueryVariables } from "../shopify/generated/operations.ts";
import { operation } from "../shopify/operation.ts";

/** Newest first: the schema's own order. */
export const RecentBulkOperations = operation<RecentBulkOperationsQuery, RecentBulkOperationsQueryVariables>(`#graphql
  query RecentBulkOperations {
    bulkOperations(first: 20) {
      nodes {
        id
        createdAt
        query
        status
      }
    }
  }
`);
