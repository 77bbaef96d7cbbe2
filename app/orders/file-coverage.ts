import { hasAllOrders } from "../shops/has-all-orders.ts";

/** Which stored orders a bulk file would show if Shopify still had them. */
export type FileCoverage = {
  /** Read before Shopify began to collect. */
  readBefore: Date;
  /** Null: however old. */
  processedFrom: Date | null;
};

/** How far the clocks of processes that read orders may be apart. */
const CLOCKS_APART_MS = 5 * 60_000;
/** A day less than the 60 that Shopify shows: the window moves on while it collects. */
const WINDOW_MS = 59 * 24 * 60 * 60 * 1000;

/** @param granted as Shopify names the scopes now: a stored list may be older than the file. */
export function fileCoverage(startedAt: Date, granted: { scopes: readonly string[] }): FileCoverage {
  const before = (milliseconds: number) => new Date(startedAt.getTime() - milliseconds);
  return { readBefore: before(CLOCKS_APART_MS), processedFrom: hasAllOrders(granted) ? null : before(WINDOW_MS) };
}
