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
    currencyCode
    taxesIncluded
    customer {
      id
    }
    currentSubtotalPriceSet {
      shopMoney {
        amount
      }
    }
    currentTotalTaxSet {
      shopMoney {
        amount
      }
    }
    refundDiscrepancySet {
      shopMoney {
        amount
      }
    }
  }
`;
