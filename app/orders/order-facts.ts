/** Shopify's OrderDisplayFinancialStatus. */
export const FINANCIAL_STATUSES = [
  "AUTHORIZED",
  "EXPIRED",
  "PAID",
  "PARTIALLY_PAID",
  "PARTIALLY_REFUNDED",
  "PENDING",
  "REFUNDED",
  "VOIDED",
] as const;

export type FinancialStatus = (typeof FINANCIAL_STATUSES)[number];

/** What the ledger's rule reads of an order: its newest state, in minor units of `currency`. */
export type OrderFacts = {
  test: boolean;
  cancelledAt: Date | null;
  financialStatus: FinancialStatus;
  /** The shop's when the order was placed; a shop may have changed it since. */
  currency: string;
  taxesIncluded: boolean;
  /** Goods after discounts, edits and returns; with their tax where `taxesIncluded`. */
  currentSubtotalMinor: number;
  /** Tax on the goods of `currentSubtotalMinor`, none of shipping's. */
  currentTaxMinor: number;
  /** The part of `currentSubtotalMinor` that bought gift cards. */
  giftCardMinor: number;
  /** Suggested minus actual refunds: negative where the customer got back more than the returned goods account for. */
  refundDiscrepancyMinor: number;
};
