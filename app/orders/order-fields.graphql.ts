/**
 * What is read of an order, one by one or in bulk: what the ledger's rule needs, what tells it from Shopify's own sums,
 * and from `sourceName` on the traits. Shop money throughout. Of the address it is the country alone, which is no
 * protected customer data of level 2.
 */
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
      dataSaleOptOut
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
    currentShippingPriceSet {
      shopMoney {
        amount
        currencyCode
      }
    }
    shippingLine {
      discountedPriceSet {
        shopMoney {
          amount
          currencyCode
        }
      }
      taxLines {
        priceSet {
          shopMoney {
            amount
            currencyCode
          }
        }
      }
    }
    refundDiscrepancySet {
      shopMoney {
        amount
        currencyCode
      }
    }
    totalTipReceivedSet {
      shopMoney {
        amount
        currencyCode
      }
    }
    dutiesIncluded
    currentTotalDutiesSet {
      shopMoney {
        amount
        currencyCode
      }
    }
    currentTotalAdditionalFeesSet {
      shopMoney {
        amount
        currencyCode
      }
    }
    netPaymentSet {
      shopMoney {
        amount
        currencyCode
      }
    }
    totalOutstandingSet {
      shopMoney {
        amount
        currencyCode
      }
    }
    sourceName
    displayAddress {
      countryCodeV2
    }
    customerJourneySummary {
      firstVisit {
        source
        utmParameters {
          source
          campaign
        }
      }
    }
    discountCodes
    totalDiscountsSet {
      shopMoney {
        amount
      }
    }
  }
`;
