import type { BulkOperationByIdQuery, BulkOperationByIdQueryVariables } from "./generated/operations.ts";
import { operation } from "./operation.ts";

export const BulkOperationById = operation<BulkOperationByIdQuery, BulkOperationByIdQueryVariables>(`#graphql
  query BulkOperationById($id: ID!) {
    bulkOperation(id: $id) {
      status
      errorCode
      objectCount
      fileSize
      url
      partialDataUrl
    }
  }
`);
