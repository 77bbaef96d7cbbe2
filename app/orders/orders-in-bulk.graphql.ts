import { LINE_FIELDS } from "./line-fields.graphql.ts";
import { ORDER_FIELDS } from "./order-fields.graphql.ts";

/**
 * Every order of the shop with its lines: the query of a bulk operation, never run by itself. It goes without the
 * editor's comments, since it is recognised by its text when Shopify gives it back.
 */
export const ORDERS_IN_BULK = (
  `#graphql
  query OrdersInBulk {
    orders {
      edges {
        node {
          ...OrderFields
          lineItems {
            edges {
              node {
                ...LineFields
              }
            }
          }
        }
      }
    }
  }
` + ORDER_FIELDS + LINE_FIELDS
).replaceAll("#graphql", "");
