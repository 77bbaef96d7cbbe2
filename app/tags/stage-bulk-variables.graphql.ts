import type { StageBulkVariablesMutation, StageBulkVariablesMutationVariables } from "../shopify/generated/operations.ts";
import { operation } from "../shopify/operation.ts";

/** A second place to upload to is left unused. */
export const StageBulkVariables = operation<StageBulkVariablesMutation, StageBulkVariablesMutationVariables>(`#graphql
  mutation StageBulkVariables($input: [StagedUploadInput!]!) {
    stagedUploadsCreate(input: $input) {
      stagedTargets {
        url
        parameters {
          name
          value
        }
      }
      userErrors {
        message
      }
    }
  }
`, { repeatable: true });
