/** A customer's orders in brief. Days are day numbers (app/time), money is in minor units. */
export type CustomerSummary = {
  customerId: number;
  /** Of any kind, counted or not. */
  ordersCount: number;
  firstOrderDay: number;
  lastOrderDay: number;
  /** Distinct days with a counted order; 0 (and 0 in the next three) where every order is left out. */
  purchases: number;
  firstPurchaseDay: number;
  lastPurchaseDay: number;
  historicValueMinor: number;
};

/** In the order in which the database sends them. */
export const SUMMARY_FIELDS = [
  "customerId",
  "ordersCount",
  "firstOrderDay",
  "lastOrderDay",
  "purchases",
  "firstPurchaseDay",
  "lastPurchaseDay",
  "historicValueMinor",
] as const satisfies readonly (keyof CustomerSummary)[];

/** A whole shop: columns of equal length, one row a customer, by ascending customer id. */
export type SummaryColumns = Readonly<Record<keyof CustomerSummary, Float64Array>>;
