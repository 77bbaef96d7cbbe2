import type { BulkMutationResultQuery, BulkMutationResultQueryVariables } from "../shopify/generated/operations.ts";
import { operation } from "../shopify/operation.ts";

export const BulkMutationResult = operation<BulkMutationResultQuery, BulkMutationResultQueryVariables>(`#graphql
  query BulkMutationResult($id: ID!) {
    bulkOperation(id: $id) {
      status
      errorCode
      url
      partialDataUrl
    }
  }
`);
