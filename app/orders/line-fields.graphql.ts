/** What the ledger reads of an order's line: enough to know what was paid for gift cards. */
export const LINE_FIELDS = `#graphql
  fragment LineFields on LineItem {
    id
    isGiftCard
    currentQuantity
    discountedUnitPriceAfterAllDiscountsSet {
      shopMoney {
        amount
        currencyCode
      }
    }
  }
`;
