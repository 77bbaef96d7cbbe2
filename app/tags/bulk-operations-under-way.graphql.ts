import type { BulkOperationsUnderWayQuery, BulkOperationsUnderWayQueryVariables } from "../shopify/generated/operations.ts";
import { operation } from "../shopify/operation.ts";

/** Both ends of the list, as Shopify does not say which of them is the newest; what is under way is at that end. */
export const BulkOperationsUnderWay = operation<BulkOperationsUnderWayQuery, BulkOperationsUnderWayQueryVariables>(`#graphql
  query BulkOperationsUnderWay {
    one: bulkOperations(first: 25) {
      nodes {
        status
        type
      }
    }
    other: bulkOperations(first: 25, reverse: true) {
      nodes {
        status
        type
      }
    }
  }
`);
