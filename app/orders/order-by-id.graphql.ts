import type { OrderByIdQuery, OrderByIdQueryVariables } from "../shopify/generated/operations.ts";
import { operation } from "../shopify/operation.ts";
import { LINE_FIELDS } from "./line-fields.graphql.ts";
import { ORDER_FIELDS } from "./order-fields.graphql.ts";

/** Fifty lines hold nearly every order; asking for 250 would cost five times the points before any is known. */
export const OrderById = operation<OrderByIdQuery, OrderByIdQueryVariables>(
  `#graphql
  query OrderById($id: ID!, $after: String) {
    order(id: $id) {
      ...OrderFields
      lineItems(first: 50, after: $after) {
        nodes {
          ...LineFields
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  }
` + ORDER_FIELDS + LINE_FIELDS,
);
