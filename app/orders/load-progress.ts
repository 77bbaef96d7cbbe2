/** How much of a bulk operation's file is in the ledger. */
export type LoadProgress = {
  /** In bytes: what stands before it need not be read again. */
  position: number;
  linesRead: number;
  ordersRead: number;
  /** Lines that are not what Shopify's schema promises; their orders are left out and the rest is taken. */
  linesRefused: number;
  /** What was wrong with the first of them. */
  refusals: string[];
};

export const NOTHING_LOADED: LoadProgress = { position: 0, linesRead: 0, ordersRead: 0, linesRefused: 0, refusals: [] };

/** A file that is wrong throughout is as well described by its first lines. */
const REFUSALS_KEPT = 20;

export function addRefusals(progress: LoadProgress, reasons: readonly string[]): LoadProgress {
  if (reasons.length === 0) return progress;
  return {
    ...progress,
    linesRefused: progress.linesRefused + reasons.length,
    refusals: [...progress.refusals, ...reasons].slice(0, REFUSALS_KEPT),
  };
}
