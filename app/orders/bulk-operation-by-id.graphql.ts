import type { BulkOperationByIdQuery, BulkOperationByIdQueryVariables } from "../shopify/generated/operations.ts";
import { operation } from "../shopify/operation.ts";

export const BulkOperationById = operation<BulkOperationByIdQuery, BulkOperationByIdQueryVariables>(`#graphql
  query BulkOperationById($id: ID!) {
    bulkOperation(id: $id) {
      status
      errorCode
      objectCount
      fileSize
      url
    }
  }
`);
