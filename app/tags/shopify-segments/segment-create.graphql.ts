import type { SegmentCreateMutation, SegmentCreateMutationVariables } from "../../shopify/generated/operations.ts";
import { operation } from "../../shopify/operation.ts";

/** Run twice, it would make a second one under a name that is then taken. */
export const SegmentCreate = operation<SegmentCreateMutation, SegmentCreateMutationVariables>(`#graphql
  mutation SegmentCreate($name: String!, $query: String!) {
    segmentCreate(name: $name, query: $query) {
      segment {
        id
        name
        query
      }
      userErrors {
        message
      }
    }
  }
`);
