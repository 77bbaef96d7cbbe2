import type { BulkMutationsUnderWayQuery, BulkMutationsUnderWayQueryVariables } from "../shopify/generated/operations.ts";
import { operation } from "../shopify/operation.ts";

/** Five are as many as Shopify runs at a time. */
export const BulkMutationsUnderWay = operation<BulkMutationsUnderWayQuery, BulkMutationsUnderWayQueryVariables>(`#graphql
  query BulkMutationsUnderWay {
    bulkOperations(first: 5, query: "operation_type:mutation AND (status:created OR status:running OR status:canceling)") {
      nodes {
        id
      }
    }
  }
`);
