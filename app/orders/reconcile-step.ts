import type { ReconciliationChange } from "./reconciliations.repo.server.ts";

/** What a step of a reconciliation came to. */
export type ReconcileStep = {
  change: ReconciliationChange;
  /** Until the next step. */
  delaySeconds?: number;
};
