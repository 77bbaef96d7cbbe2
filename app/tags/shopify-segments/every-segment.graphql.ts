import type { EverySegmentQuery, EverySegmentQueryVariables } from "../../shopify/generated/operations.ts";
import { operation } from "../../shopify/operation.ts";

export const EverySegment = operation<EverySegmentQuery, EverySegmentQueryVariables>(`#graphql
  query EverySegment($after: String) {
    segments(first: 250, after: $after) {
      nodes {
        id
        name
        query
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);
