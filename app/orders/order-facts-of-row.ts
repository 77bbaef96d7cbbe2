import { FINANCIAL_STATUSES, type OrderFacts } from "./order-facts.ts";

/** Whole numbers come as bigint from Prisma and as text from the bare driver. */
type Whole = bigint | string;

type StoredFacts = {
  test: boolean;
  cancelledAt: Date | null;
  financialStatus: string;
  currency: string;
  taxesIncluded: boolean;
  currentSubtotalMinor: Whole;
  currentTaxMinor: Whole;
  giftCardMinor: Whole;
  refundDiscrepancyMinor: Whole;
};

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
  };
}
