import type { StartBulkQueryMutation, StartBulkQueryMutationVariables } from "../shopify/generated/operations.ts";
import { operation } from "../shopify/operation.ts";

export const StartBulkQuery = operation<StartBulkQueryMutation, StartBulkQueryMutationVariables>(`#graphql
  mutation StartBulkQuery($query: String!) {
    bulkOperationRunQuery(query: $query, groupObjects: false) {
      bulkOperation {
        id
      }
      userErrors {
        field
        message
        code
      }
    }
  }
`);
