/**
 * Up to so many orders the ledger is added up anew after each order that comes or changes (some 20 ms); a larger one
 * when the whole shop is scored.
 */
export const RECOUNTED_UP_TO_ORDERS = 50_000;
