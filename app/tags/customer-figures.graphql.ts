import type { CustomerFiguresQuery, CustomerFiguresQueryVariables } from "../shopify/generated/operations.ts";
import { operation } from "../shopify/operation.ts";

/** What stands in our metafields, with the digests that a change of them is compared by. Null: such a customer is gone. */
export const CustomerFigures = operation<CustomerFiguresQuery, CustomerFiguresQueryVariables>(`#graphql
  query CustomerFigures($ids: [ID!]!, $most: Int!) {
    nodes(ids: $ids) {
      ... on Customer {
        id
        metafields(first: $most, namespace: "$app") {
          nodes {
            key
            value
            compareDigest
          }
        }
      }
    }
  }
`);
