import type { LedgerColumns } from "../orders/ledger-columns.ts";
import { appraiseCustomer, type KeptRun } from "../scoring/appraise-customer.ts";
import { historyAt } from "../scoring/customer-history.ts";
import { summariseUpTo } from "../scoring/purchase-columns.ts";
import type { PreviousSegments } from "./previous-segments.ts";
import { buildScoreRow, type ScoreRow } from "./score-row.ts";
import type { SegmentBorders } from "./segment-borders.ts";

/** What a run keeps to score a customer by. */
export type SortingRun = KeptRun & { currency: string; borders: SegmentBorders };

/** A few customers' rows by a run's own models and borders. */
export function scoreByRun(run: SortingRun, ledger: LedgerColumns, previousOf: (customerId: number) => PreviousSegments | null, today: number): ScoreRow[] {
  const histories = summariseUpTo(ledger, today);
  return Array.from({ length: ledger.customers }, (_, customer) => {
    const orders = ledger.ordersAt(customer);
    const appraisal = appraiseCustomer(run, historyAt(histories, customer), today);
    return buildScoreRow(orders, appraisal, run.borders, previousOf(orders.customerId), today);
  });
}
