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

/** An order's newest state, in minor units of `currency`: what the ledger's rule reads. */
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
  /** What is still charged for shipping; with its tax where `taxesIncluded`. */
  shippingMinor: number;
  shippingTaxMinor: number;
};

/** What Shopify's own sums of a customer count and no rule of the ledger does: it tells the two apart (explain-spent.ts). */
export type PaymentFacts = {
  /** Tips, duties and fees. */
  extrasMinor: number;
  /** Paid, less handed back. */
  netPaymentMinor: number;
  /** Still to be paid; negative: to be handed back. */
  outstandingMinor: number;
};
