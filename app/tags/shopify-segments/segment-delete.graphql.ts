import type { SegmentDeleteMutation, SegmentDeleteMutationVariables } from "../../shopify/generated/operations.ts";
import { operation } from "../../shopify/operation.ts";

/** Of one that is gone a second try hears that it does not exist. */
export const SegmentDelete = operation<SegmentDeleteMutation, SegmentDeleteMutationVariables>(`#graphql
  mutation SegmentDelete($id: ID!) {
    segmentDelete(id: $id) {
      deletedSegmentId
      userErrors {
        message
      }
    }
  }
`, { repeatable: true });
