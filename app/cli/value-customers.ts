import { historyColumns, summarisePurchases } from "#app/scoring/customer-history.ts";
import type { CustomerScore } from "#app/scoring/customer-score.ts";
import type { FittedModel } from "#app/scoring/fitted-model.ts";
import { DEFAULT_HORIZON, scoreCustomers } from "#app/scoring/score-customers.ts";
import { assignValueTier } from "#app/segments/assign-value-tier.ts";
import { findValueBorders } from "#app/segments/find-value-borders.ts";
import { judgeStage } from "#app/segments/judge-stage.ts";
import { findShopRhythm } from "#app/segments/shop-rhythm.ts";
import { readStageInput } from "#app/segments/stage-input.ts";
import type { Stage } from "#app/segments/stage.ts";
import type { ValueTier } from "#app/segments/value-tier.ts";
import type { LedgerCustomer } from "./build-ledger.ts";

export type ValuedCustomer = { email: string; orders: number; score: CustomerScore; tier: ValueTier; stage: Stage };

export type Valuation = { model: FittedModel; customers: ValuedCustomer[] };

/** Score and segments of every customer of a ledger, the most valuable first. */
export function valueCustomers(customers: readonly LedgerCustomer[], asOfDay: number, horizonDays: number): Valuation {
  const histories = historyColumns(customers.map(({ purchases }) => summarisePurchases(purchases)));
  const { model, scoreAt } = scoreCustomers(histories, asOfDay, { ...DEFAULT_HORIZON, horizonDays });
  const scores = customers.map((_, row) => scoreAt(row));
  const borders = findValueBorders(scores.map(({ lifetimeValueMinor }) => lifetimeValueMinor));
  const rhythm = findShopRhythm({
    frequency: scores.map(({ frequency }) => frequency),
    recency: scores.map(({ recencyDays }) => recencyDays),
  });
  const valued = customers.map((customer, row) => {
    const score = scores[row]!;
    const stageInput = readStageInput({ ...score, firstOrderDay: customer.firstOrderDay, lastOrderDay: customer.lastOrderDay }, asOfDay);
    return {
      email: customer.email,
      orders: customer.orders,
      score,
      tier: assignValueTier(score.lifetimeValueMinor, borders, null),
      stage: judgeStage(stageInput, rhythm).stage,
    };
  });
  valued.sort((a, b) => b.score.lifetimeValueMinor - a.score.lifetimeValueMinor || (a.email < b.email ? -1 : 1));
  return { model, customers: valued };
}
