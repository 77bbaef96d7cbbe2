import { historyColumns, summarisePurchases } from "#app/scoring/customer-history.ts";
import type { FittedModel } from "#app/scoring/fitted-model.ts";
import { DEFAULT_HORIZON, scoreCustomers } from "#app/scoring/score-customers.ts";
import { findValueBorders } from "#app/segments/find-value-borders.ts";
import { buildScoreRow, type ScoreRow } from "#app/segments/score-row.ts";
import { findShopRhythm } from "#app/segments/shop-rhythm.ts";
import type { LedgerCustomer } from "./build-ledger.ts";

export type ValuedCustomer = ScoreRow & { email: string };

export type Valuation = { model: FittedModel; customers: ValuedCustomer[] };

/** Score and segments of every customer of a ledger, the most valuable first. */
export function valueCustomers(customers: readonly LedgerCustomer[], asOfDay: number, horizonDays: number): Valuation {
  const histories = customers.map(({ purchases }) => summarisePurchases(purchases));
  const { model, scoreAt } = scoreCustomers(historyColumns(histories), asOfDay, { ...DEFAULT_HORIZON, horizonDays });
  const scores = customers.map((_, row) => scoreAt(row));
  const borders = {
    value: findValueBorders(scores.map(({ lifetimeValueMinor }) => lifetimeValueMinor)),
    rhythm: findShopRhythm({
      frequency: scores.map(({ frequency }) => frequency),
      recency: scores.map(({ recencyDays }) => recencyDays),
    }),
  };
  const valued = customers.map(({ email, ordersCount, firstOrderDay, lastOrderDay }, row) => {
    const summary = { ...histories[row]!, customerId: row, ordersCount, firstOrderDay, lastOrderDay };
    return { email, ...buildScoreRow(summary, scores[row]!, borders, null, asOfDay) };
  });
  valued.sort((a, b) => b.lifetimeValueMinor - a.lifetimeValueMinor || (a.email < b.email ? -1 : 1));
  return { model, customers: valued };
}
