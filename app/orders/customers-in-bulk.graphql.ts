/** Every customer with Shopify's own sums, and with their wish: the query of a bulk operation, recognised by its text like ORDERS_IN_BULK. */
export const CUSTOMERS_IN_BULK = `#graphql
  query CustomersInBulk {
    customers {
      edges {
        node {
          id
          dataSaleOptOut
          numberOfOrders
          amountSpent {
            amount
            currencyCode
          }
        }
      }
    }
  }
`.replaceAll("#graphql", "");
