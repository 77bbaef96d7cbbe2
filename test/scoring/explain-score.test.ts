import { describe, expect, it } from "vitest";
import * as bgNbd from "#app/clv/bg-nbd.ts";
import { discountedPurchases } from "#app/clv/discounted-purchases.ts";
import { expectedAverageValue } from "#app/clv/gamma-gamma.ts";
import * as mbgNbd from "#app/clv/mbg-nbd.ts";
import * as paretoNbd from "#app/clv/pareto-nbd.ts";
import { historyColumns } from "#app/scoring/customer-history.ts";
import { explainScore, recompute, type ScoreExplanation } from "#app/scoring/explain-score.ts";
import { FittedModel } from "#app/scoring/fitted-model.ts";
import { RUNGS } from "#app/scoring/ladder.ts";
import { type ModelChoice, PURCHASE_MODELS } from "#app/scoring/purchase-models.ts";
import { scoreCustomers } from "#app/scoring/score-customers.ts";
import { drawnShop, END } from "./drawn-shop.ts";

const throughJson = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;
const none = { purchases: 0, firstPurchaseDay: 0, lastPurchaseDay: 0, historicValueMinor: 0 };

function explained(seed: number, customers: number, model: ModelChoice, horizonDays = 365, isPooled = seed % 2 === 0) {
  const histories = [none, ...drawnShop({ seed, customers })];
  const horizon = { horizonDays, annualDiscountRate: 0.1 };
  const levelCorrection = { orders: 1 + (seed % 5) / 17, orderValue: 1 - (seed % 3) / 13 };
  const shop = scoreCustomers(historyColumns(histories), END, horizon, { model, levelCorrection, isPooled });
  const kept = FittedModel.parse(throughJson(shop.model));
  return histories.map((history, row) => ({ score: shop.scoreAt(row), explanation: throughJson(explainScore(kept, history, END)) }));
}

const SHOPS = [0, 1, 2, 5, 12, 20, 30, 42, 60, 90, 150, 300, 600].flatMap((size, at) =>
  PURCHASE_MODELS.map((model, offset) => ({ size, model, seed: 3 * at + offset })));

describe("why a customer has the score", () => {
  it.each(SHOPS)("$size customers, $model: recomputing what is explained gives the score, to the last minor unit", ({ size, model, seed }) => {
    for (const horizonDays of [365, 30, 0]) {
      for (const { score, explanation } of explained(seed, size, model, horizonDays)) {
        const again = recompute(explanation);
        expect([again.predictedValueMinor, again.lifetimeValueMinor]).toEqual([score.predictedValueMinor, score.lifetimeValueMinor]);
        // Pareto/NBD sums the likelihood of a whole shop in another order than that of one customer.
        expect(again.expectedOrders).toBeCloseTo(score.expectedOrders, 11);
        expect(again.probabilityAlive ?? 0).toBeCloseTo(score.probabilityAlive ?? 0, 11);
      }
    }
  });

  it("has expected orders and value as the parts make them, times what corrects them", () => {
    for (const { score, explanation } of explained(4, 300, "mbg-nbd")) {
      const { parts, levelCorrection: { orders, orderValue } } = explanation;
      const sum = (of: (factors: ScoreExplanation["parts"][number]["factors"]) => number) =>
        parts.reduce((total, { weight, factors }) => total + weight * of(factors), 0);
      const expected = sum((it) => it.probabilityAlive * it.purchasesWhileAlive);
      const value = sum((it) => it.probabilityAlive * it.purchasesWhileAlive * it.discountFactor * it.orderValueMinor);
      expect([orders, orderValue]).toEqual([1 + 4 / 17, 1 - 1 / 13]);
      expect(score.expectedOrders).toBeCloseTo(orders * expected, 12);
      expect(Math.abs(score.predictedValueMinor - orders * orderValue * value)).toBeLessThan(0.51);
    }
  });

  it("is tried on every rung", () => {
    const rungs = new Set(SHOPS.flatMap(({ size, model, seed }) => explained(seed, size, model).map(({ explanation }) => explanation.ladder.rung)));
    expect([...rungs].sort()).toEqual([...RUNGS].sort());
  });

  it.each(PURCHASE_MODELS)("%s: each factor is what the parameters beside it say of the history", (model) => {
    for (const { explanation } of explained(7, 120, model, 365, true)) for (const part of explanation.parts) checkFactors(explanation, part);
  });

  it("leaves nothing to multiply where no order counts", () => {
    const explanation = explained(1, 50, "auto")[0]?.explanation;
    expect([explanation?.parts, explanation?.score.predictedValueMinor]).toEqual([[], 0]);
  });
});

const MODELS = { "mbg-nbd": mbgNbd, "bg-nbd": bgNbd, "pareto-nbd": paretoNbd };

/** By the functions of one customer, which the scores of a shop do not use. */
function checkFactors({ history, horizon, model }: ScoreExplanation, { predictor, params, factors }: ScoreExplanation["parts"][number]) {
  const { purchases, firstPurchaseDay, lastPurchaseDay, historicValueMinor } = history;
  const c = { frequency: purchases - 1, recency: lastPurchaseDay - firstPurchaseDay, age: END - firstPurchaseDay };
  const average = historicValueMinor / purchases;
  const { averageOrderValueMinor = NaN, purchasesPerDay = NaN, p = NaN, q = NaN, v = NaN } = params;
  const shrunk = (averageOrderValueMinor + historicValueMinor) / (1 + purchases);
  if (predictor === "simple-formula") {
    const rate = (c.frequency + 1) / (c.age + 1 / purchasesPerDay);
    expect(factors.purchasesWhileAlive).toBeCloseTo(rate * horizon.horizonDays, 12);
    expect(factors.orderValueMinor).toBeCloseTo(shrunk, 6);
    return;
  }
  if (predictor === "past-orders") {
    expect(factors).toMatchObject({ discountFactor: params.discountFactor, orderValueMinor: average });
    expect(factors.purchasesWhileAlive).toBeCloseTo(params.ordersPerOrder! * purchases, 12);
    return;
  }
  const { probabilityAlive, expectedPurchases } = MODELS[predictor === "shop-average" ? "mbg-nbd" : model] as typeof mbgNbd;
  const own = params as mbgNbd.MbgNbdParams;
  const expected = expectedPurchases(own, c, horizon.horizonDays);
  expect(factors.probabilityAlive).toBeCloseTo(probabilityAlive(own, c), 10);
  expect(factors.probabilityAlive * factors.purchasesWhileAlive).toBeCloseTo(expected, 8);
  const discounted = discountedPurchases((days) => expectedPurchases(own, c, days), horizon);
  expect(factors.discountFactor).toBeCloseTo(discounted / expected, 8);
  const spend = predictor === "shop-average" ? shrunk : expectedAverageValue({ p, q, v }, { frequency: purchases, monetaryValue: average });
  expect(factors.orderValueMinor).toBeCloseTo(spend, 6);
}
