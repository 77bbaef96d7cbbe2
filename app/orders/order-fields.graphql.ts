/** What the ledger reads of an order, one by one or in bulk. Shop money throughout. */
export const ORDER_FIELDS = `#graphql
  fragment OrderFields on Order {
    id
    name
    processedAt
    updatedAt
    cancelledAt
    test
    displayFinancialStatus
    taxesIncluded
    customer {
      id
    }
    currentSubtotalPriceSet {
      shopMoney {
        amount
        currencyCode
      }
    }
    currentTotalTaxSet {
      shopMoney {
        amount
        currencyCode
      }
    }
    refundDiscrepancySet {
      shopMoney {
        amount
        currencyCode
      }
    }
  }
`;
