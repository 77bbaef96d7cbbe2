import type { SegmentUpdateMutation, SegmentUpdateMutationVariables } from "../../shopify/generated/operations.ts";
import { operation } from "../../shopify/operation.ts";

export const SegmentUpdate = operation<SegmentUpdateMutation, SegmentUpdateMutationVariables>(`#graphql
  mutation SegmentUpdate($id: ID!, $name: String, $query: String) {
    segmentUpdate(id: $id, name: $name, query: $query) {
      segment {
        name
        query
      }
      userErrors {
        message
      }
    }
  }
`, { repeatable: true });
