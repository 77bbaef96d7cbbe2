import type { StartBulkMutationMutation, StartBulkMutationMutationVariables } from "../shopify/generated/operations.ts";
import { operation } from "../shopify/operation.ts";

export const StartBulkMutation = operation<StartBulkMutationMutation, StartBulkMutationMutationVariables>(`#graphql
  mutation StartBulkMutation($mutation: String!, $stagedUploadPath: String!) {
    bulkOperationRunMutation(mutation: $mutation, stagedUploadPath: $stagedUploadPath) {
      bulkOperation {
        id
      }
      userErrors {
        code
        message
      }
    }
  }
`);
