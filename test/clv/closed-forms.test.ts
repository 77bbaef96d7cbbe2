import { describe, expect, it } from "vitest";
import * as bgNbd from "#app/clv/bg-nbd.ts";
import * as gammaGamma from "#app/clv/gamma-gamma.ts";
import * as mbgNbd from "#app/clv/mbg-nbd.ts";
import * as paretoNbd from "#app/clv/pareto-nbd.ts";
import printed from "./closed-forms.json" with { type: "json" };
import extreme from "./extreme-forms.json" with { type: "json" };
import type { PurchaseModel } from "./purchase-model.ts";

type Row = { fn: string; params: number[]; args: number[]; truth: number };

function purchaseForm<P>(model: PurchaseModel<P>, params: P, form: string, args: number[]): number {
  if (form === "e") {
    return model.expectedPurchasesOfNewCustomer(params, args[0]!);
  }
  const [frequency, recency, age] = args.slice(-3) as [number, number, number];
  const history = { frequency, recency, age };
  if (form === "cet") {
    return model.expectedPurchases(params, history, args[0]!);
  }
  return form === "ll" ? model.logLikelihood(params, history) : model.probabilityAlive(params, history);
}

function dropoutForm(model: string, form: string, { params: [r, alpha, a, b], args }: Row): number {
  const params = { r: r!, alpha: alpha!, a: a!, b: b! };
  return form === "pmf"
    ? bgNbd.purchaseCountProbability(params, args[0]!, args[1]!)
    : purchaseForm(model === "bg" ? bgNbd : mbgNbd, params, form, args);
}

function paretoForm(form: string, { params: [r, alpha, s, beta], args }: Row): number {
  const params = { r: r!, alpha: alpha!, s: s!, beta: beta! };
  if (form === "pmf") {
    return paretoNbd.purchaseCountProbability(params, args[0]!, args[1]!);
  }
  if (form !== "dert") {
    return purchaseForm(paretoNbd, params, form, args);
  }
  const history = { frequency: args[0]!, recency: args[1]!, age: args[2]! };
  return paretoNbd.discountedExpectedPurchases(params, history, args[3]!);
}

function valueForm(form: string, row: Row): number {
  const [p, q, v] = row.params as [number, number, number];
  const [frequency, monetaryValue] = row.args as [number, number];
  const value = { frequency, monetaryValue };
  return form === "ev"
    ? gammaGamma.expectedAverageValue({ p, q, v }, value)
    : gammaGamma.logLikelihood({ p, q, v }, value);
}

function compute(row: Row): number {
  const [model, form] = row.fn.split("_") as [string, string];
  if (model === "gg") {
    return valueForm(form, row);
  }
  return model === "pn" ? paretoForm(form, row) : dropoutForm(model, form, row);
}

const title = (row: Row) => `${row.fn} (${row.params.join(", ")}) at (${row.args.join(", ")})`;

describe("closed forms: correctness", () => {
  // Published examples; the truth of each was recomputed to more digits than were printed.
  it.each(printed.map((row) => [title(row), row] as const))("%s", (_, row) => {
    expect(Math.abs(compute(row) / row.truth - 1)).toBeLessThan(1e-13);
  });

  // Drawn at random over many orders of magnitude, a = 1 and its neighbourhood, T = 0, x = 700, horizons of 1e7
  // included; truth by the hypergeometric formulas in 500-digit arithmetic. The arguments are doubles themselves, and
  // exponents near 1,000 turn their rounding into some 1e-13.
  it.each(extreme.map((row) => [title(row), row] as const))("%s", (_, row) => {
    expect(Math.abs(compute(row) / row.truth - 1)).toBeLessThan(1e-11);
  });
});
