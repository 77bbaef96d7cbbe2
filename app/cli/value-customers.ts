import type { AppraisedShop } from "#app/scoring/appraise-shop.ts";
import { DEFAULT_DEFINITION } from "#app/segments/definition.ts";
import { drawBorders } from "#app/segments/draw-borders.ts";
import { buildScoreRow, type ScoreRow } from "#app/segments/score-row.ts";
import type { LedgerCustomer } from "./build-ledger.ts";

export type ValuedCustomer = ScoreRow & { email: string };

export type Valuation = Pick<AppraisedShop, "proof" | "model" | "tables" | "interval"> & {
  /** The most valuable first. */
  customers: ValuedCustomer[];
};

/** Segments of every customer of a ledger, appraised in the ledger's order. */
export function valueCustomers(customers: readonly LedgerCustomer[], asOfDay: number, appraised: AppraisedShop): Valuation {
  const { proof, model, tables, interval, appraisalAt } = appraised;
  const borders = drawBorders(appraised, { version: 0, definition: DEFAULT_DEFINITION });
  const valued = customers.map(({ email, ordersCount, firstOrderDay, lastOrderDay }, row) => {
    const orders = { customerId: row, ordersCount, firstOrderDay, lastOrderDay };
    return { email, ...buildScoreRow(orders, appraisalAt(row), borders, null, asOfDay) };
  });
  valued.sort((a, b) => b.lifetimeValueMinor - a.lifetimeValueMinor || (a.email < b.email ? -1 : 1));
  return { proof, model, tables, interval, customers: valued };
}
