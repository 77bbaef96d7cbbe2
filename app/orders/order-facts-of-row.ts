import { FINANCIAL_STATUSES, type OrderFacts } from "./order-facts.ts";

/** Whole numbers come as bigint from Prisma and as text from the bare driver. */
type Whole = bigint | string;

export type StoredFacts = {
  test: boolean;
  cancelledAt: Date | null;
  financialStatus: string;
  currency: string;
  taxesIncluded: boolean;
  currentSubtotalMinor: Whole;
  currentTaxMinor: Whole;
  giftCardMinor: Whole;
  refundDiscrepancyMinor: Whole;
  shippingMinor: Whole;
  shippingTaxMinor: Whole;
};

/** The columns of `orders` that StoredFacts has. */
export const STORED_FACTS = `
  test, cancelled_at AS "cancelledAt", financial_status AS "financialStatus", currency, taxes_included AS "taxesIncluded",
  current_subtotal_minor AS "currentSubtotalMinor", current_tax_minor AS "currentTaxMinor", gift_card_minor AS "giftCardMinor",
  refund_discrepancy_minor AS "refundDiscrepancyMinor", shipping_minor AS "shippingMinor", shipping_tax_minor AS "shippingTaxMinor"`;

/** What the ledger's rule reads, from a stored order. */
export function orderFactsOfRow(row: StoredFacts): OrderFacts {
  const financialStatus = FINANCIAL_STATUSES.find((known) => known === row.financialStatus);
  if (!financialStatus) throw new Error(`Stored status "${row.financialStatus}" is none of ${FINANCIAL_STATUSES.join(", ")}`);
  return {
    test: row.test,
    cancelledAt: row.cancelledAt,
    financialStatus,
    currency: row.currency,
    taxesIncluded: row.taxesIncluded,
    currentSubtotalMinor: Number(row.currentSubtotalMinor),
    currentTaxMinor: Number(row.currentTaxMinor),
    giftCardMinor: Number(row.giftCardMinor),
    refundDiscrepancyMinor: Number(row.refundDiscrepancyMinor),
    shippingMinor: Number(row.shippingMinor),
    shippingTaxMinor: Number(row.shippingTaxMinor),
  };
}
