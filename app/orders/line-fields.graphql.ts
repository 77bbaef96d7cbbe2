/** What is read of an order's line: which product it is, and what was paid for gift cards. */
export const LINE_FIELDS = `#graphql
  fragment LineFields on LineItem {
    id
    isGiftCard
    product {
      id
      title
    }
    priceAfterAllDiscountsBeforeTaxesSet {
      shopMoney {
        amount
        currencyCode
      }
    }
  }
`;
