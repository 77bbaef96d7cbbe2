type ShippingSummary = {
  /** After discounts, before refunds. */
  priceMinor: number;
  /** On that price. */
  taxMinor: number;
};

/**
 * Tax on the shipping that is still charged. Shopify says what tax shipping once had, and what its price is now: the tax
 * on what was handed back (or came on top by an edit) is taken in proportion, and rounded as that part's own.
 */
export function taxOnShipping({ priceMinor, taxMinor }: ShippingSummary, currentMinor: number): number {
  if (priceMinor === 0) return taxMinor;
  return taxMinor - Math.round((taxMinor * (priceMinor - currentMinor)) / priceMinor);
}
