import type { SegmentsByIdQuery, SegmentsByIdQueryVariables } from "../../shopify/generated/operations.ts";
import { operation } from "../../shopify/operation.ts";

export const SegmentsById = operation<SegmentsByIdQuery, SegmentsByIdQueryVariables>(`#graphql
  query SegmentsById($ids: [ID!]!) {
    nodes(ids: $ids) {
      ... on Segment {
        id
        name
        query
      }
    }
  }
`);
