import type { LedgerColumns } from "../orders/ledger-columns.ts";
import { type CustomerHistory, historyAt } from "../scoring/customer-history.ts";
import type { FittedModel } from "../scoring/fitted-model.ts";
import { predictAgain } from "../scoring/predict-again.ts";
import { summariseUpTo } from "../scoring/purchase-columns.ts";
import type { SegmentDefinition } from "../segments/definition.ts";
import type { ScoreRow } from "../segments/score-row.ts";

type Sample = {
  rows: readonly ScoreRow[];
  /** Their orders by the draft's rule of what counts; null where that is the run's. */
  ledger: LedgerColumns | null;
};

/**
 * The values that a draft gives a run's customers, by the model that the run has fitted. Where other parts of an order
 * count, historic values are exact. The model then predicts at the old scale, and what it predicts is stretched as the
 * mean value of a purchase is: an estimate, since the next run fits it anew.
 */
export function rescoreSample(model: FittedModel, horizon: SegmentDefinition["horizon"], { rows, ledger }: Sample): ScoreRow[] {
  const today = rows.reduce((latest, { scoredDay }) => Math.max(latest, scoredDay), 0);
  const before = rows.map(historyOf);
  const after = ledger === null ? before : historiesIn(ledger, rows, today);
  const stretch = meanValue(after) / meanValue(before) || 1;
  const atOldScale = after.map((it) => ({ ...it, historicValueMinor: it.historicValueMinor / stretch }));
  const scores = predictAgain(model, horizon, atOldScale, today);
  return rows.map((row, index) => {
    const { historicValueMinor, purchases } = after[index]!;
    const score = scores[index]!;
    const predictedValueMinor = Math.round(score.predictedValueMinor * stretch);
    return {
      ...row,
      ...score,
      monetaryValueMinor: purchases === 0 ? null : historicValueMinor / purchases,
      historicValueMinor,
      predictedValueMinor,
      lifetimeValueMinor: historicValueMinor + predictedValueMinor,
    };
  });
}

function historyOf({ purchases, scoredDay, ageDays, recencyDays, historicValueMinor }: ScoreRow): CustomerHistory {
  const firstPurchaseDay = scoredDay - ageDays;
  return { purchases, firstPurchaseDay, lastPurchaseDay: firstPurchaseDay + recencyDays, historicValueMinor };
}

const NOTHING_COUNTS: CustomerHistory = { purchases: 0, firstPurchaseDay: 0, lastPurchaseDay: 0, historicValueMinor: 0 };

/** Whose orders have gone meanwhile has none. */
function historiesIn(ledger: LedgerColumns, rows: readonly ScoreRow[], today: number): CustomerHistory[] {
  const columns = summariseUpTo(ledger, today);
  const indexOf = new Map(Array.from({ length: ledger.customers }, (_, index) => [ledger.ordersAt(index).customerId, index]));
  return rows.map(({ customerId }) => {
    const index = indexOf.get(customerId);
    return index === undefined ? NOTHING_COUNTS : historyAt(columns, index);
  });
}

function meanValue(histories: readonly CustomerHistory[]): number {
  const sumOf = (field: "historicValueMinor" | "purchases") => histories.reduce((sum, history) => sum + history[field], 0);
  return sumOf("historicValueMinor") / sumOf("purchases");
}
