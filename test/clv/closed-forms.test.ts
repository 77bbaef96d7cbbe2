import { describe, expect, it } from "vitest";
import * as bgNbd from "#app/clv/bg-nbd.ts";
import * as gammaGamma from "#app/clv/gamma-gamma.ts";
import * as mbgNbd from "#app/clv/mbg-nbd.ts";
import printed from "./closed-forms.json" with { type: "json" };
import extreme from "./extreme-forms.json" with { type: "json" };

type Row = { fn: string; params: number[]; args: number[]; truth: number };

function purchaseForm(model: typeof bgNbd | typeof mbgNbd, form: string, row: Row): number {
  const [r, alpha, a, b] = row.params as [number, number, number, number];
  const params = { r, alpha, a, b };
  if (form === "e") {
    return model.expectedPurchasesOfNewCustomer(params, row.args[0]!);
  }
  if (form === "pmf") {
    return bgNbd.purchaseCountProbability(params, row.args[0]!, row.args[1]!);
  }
  const [frequency, recency, age] = row.args.slice(-3) as [number, number, number];
  const history = { frequency, recency, age };
  if (form === "cet") {
    return model.expectedPurchases(params, history, row.args[0]!);
  }
  return form === "ll" ? model.logLikelihood(params, history) : model.probabilityAlive(params, history);
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
  return purchaseForm(model === "bg" ? bgNbd : mbgNbd, form, row);
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
