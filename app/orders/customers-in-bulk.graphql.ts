/** Every customer with Shopify's own sums: the query of a bulk operation, recognised by its text like ORDERS_IN_BULK. */
export const CUSTOMERS_IN_BULK = `#graphql
  query CustomersInBulk {
    customers {
      edges {
        node {
          id
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
