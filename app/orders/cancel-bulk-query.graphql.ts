import type { CancelBulkQueryMutation, CancelBulkQueryMutationVariables } from "../shopify/generated/operations.ts";
import { operation } from "../shopify/operation.ts";

export const CancelBulkQuery = operation<CancelBulkQueryMutation, CancelBulkQueryMutationVariables>(`#graphql
  mutation CancelBulkQuery($id: ID!) {
    bulkOperationCancel(id: $id) {
      userErrors {
        field
        message
      }
    }
  }
`);
