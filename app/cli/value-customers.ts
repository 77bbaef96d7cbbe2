import { historyColumns, summarisePurchases } from "#app/scoring/customer-history.ts";
import type { FittedModel } from "#app/scoring/fitted-model.ts";
import { modelTables, type ModelTables } from "#app/scoring/model-tables.ts";
import { DEFAULT_HORIZON, scoreCustomers } from "#app/scoring/score-customers.ts";
import { findValueBorders } from "#app/segments/find-value-borders.ts";
import { buildScoreRow, type ScoreRow } from "#app/segments/score-row.ts";
import { findShopRhythm } from "#app/segments/shop-rhythm.ts";
import type { LedgerCustomer } from "./build-ledger.ts";
import { drawIntervals, type DrawnIntervals, type Ends } from "./draw-intervals.ts";
import type { Proof } from "./prove-model.ts";

/** With the 80 % interval of the predicted value. */
export type ValuedCustomer = ScoreRow & { email: string; interval: Ends };

export type Valuation = {
  model: FittedModel;
  tables: ModelTables;
  interval: Pick<DrawnIntervals, "level" | "total">;
  customers: ValuedCustomer[];
};

const NOTHING: Ends = { lowerMinor: 0, upperMinor: 0 };

/** Score and segments of every customer of a ledger, the most valuable first. */
export function valueCustomers(customers: readonly LedgerCustomer[], asOfDay: number, horizonDays: number, { choice, verdict }: Proof): Valuation {
  const histories = customers.map(({ purchases }) => summarisePurchases(purchases));
  const columns = historyColumns(histories);
  const { orders, orderValue } = choice.correction;
  const options = { model: choice.model, verdict, levelCorrection: orders.level * orderValue.level };
  const { model, scoreAt } = scoreCustomers(columns, asOfDay, { ...DEFAULT_HORIZON, horizonDays }, options);
  const scores = customers.map((_, row) => scoreAt(row));
  const tables = modelTables(columns, asOfDay);
  const { level, total, lowerMinor, upperMinor } = drawIntervals(model, choice.correction, tables);
  const intervals = customers.map(() => NOTHING);
  tables.rows.forEach((row, index) => (intervals[row] = { lowerMinor: lowerMinor[index]!, upperMinor: upperMinor[index]! }));
  const borders = {
    value: findValueBorders(scores.map(({ lifetimeValueMinor }) => lifetimeValueMinor)),
    rhythm: findShopRhythm({
      frequency: scores.map(({ frequency }) => frequency),
      recency: scores.map(({ recencyDays }) => recencyDays),
    }),
  };
  const valued = customers.map(({ email, ordersCount, firstOrderDay, lastOrderDay }, row) => {
    const summary = { ...histories[row]!, customerId: row, ordersCount, firstOrderDay, lastOrderDay };
    return { email, interval: intervals[row]!, ...buildScoreRow(summary, scores[row]!, borders, null, asOfDay) };
  });
  valued.sort((a, b) => b.lifetimeValueMinor - a.lifetimeValueMinor || (a.email < b.email ? -1 : 1));
  return { model, tables, interval: { level, total }, customers: valued };
}
