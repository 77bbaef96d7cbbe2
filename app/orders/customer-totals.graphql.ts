import type { CustomerTotalsQuery, CustomerTotalsQueryVariables } from "../shopify/generated/operations.ts";
import { operation } from "../shopify/operation.ts";

/** Shopify's own sums of a customer, and of the same moment the orders that they may be made of. */
export const CustomerTotals = operation<CustomerTotalsQuery, CustomerTotalsQueryVariables>(`#graphql
  query CustomerTotals($id: ID!, $after: String) {
    customer(id: $id) {
      numberOfOrders
      amountSpent {
        amount
        currencyCode
      }
      orders(first: 250, after: $after, sortKey: ID) {
        nodes {
          id
          updatedAt
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  }
`);
