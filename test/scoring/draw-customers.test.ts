import { describe, expect, it } from "vitest";
import { appraiseShop } from "#app/scoring/appraise-shop.ts";
import type { Correction } from "#app/scoring/back-test.ts";
import { historyAt, historyColumns } from "#app/scoring/customer-history.ts";
import { drawCustomers } from "#app/scoring/draw-customers.ts";
import { drawIntervals } from "#app/scoring/draw-intervals.ts";
import { modelTables } from "#app/scoring/model-tables.ts";
import { predictCustomers } from "#app/scoring/predict-customers.ts";
import { purchaseColumns } from "#app/scoring/purchase-columns.ts";
import { DEFAULT_HORIZON, type PredictedShop, scoreCustomers } from "#app/scoring/score-customers.ts";
import { drawnShop, END } from "./drawn-shop.ts";

const factors = { level: 1.1, season: 1, deviation: 0.15 };
const CORRECTION: Correction = { orders: factors, orderValue: { ...factors, level: 0.9 } };
const OPTIONS = { levelCorrection: { orders: 1.1, orderValue: 0.9 } };
const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0);

/** The same shop as if the ladder gave the model this weight and the rest to the shop average. */
function weighed({ model, tables }: PredictedShop, weight: number): PredictedShop {
  const ladder = { ...model.ladder, weights: { "simple-formula": 0, "shop-average": 1 - weight, model: weight } };
  return { model: { ...model, ladder }, tables, predict: predictCustomers({ ...model, ladder }, tables) };
}

describe("as a model begins to count", () => {
  it.each([1, 2, 3])("no interval jumps, neither a customer's nor the total's (shop %i)", (seed) => {
    const shop = scoreCustomers(historyColumns(drawnShop({ seed, customers: 60 })), END, DEFAULT_HORIZON, OPTIONS);
    const at = (weight: number) => {
      const { upperMinor, total, chance } = drawIntervals(weighed(shop, weight), CORRECTION);
      const predicted = sum(Float64Array.from(shop.tables.rows, (_, row) => weighed(shop, weight).predict(row).predictedValueMinor));
      return [sum(upperMinor) / predicted, total.lowerMinor / predicted, total.upperMinor / predicted, Math.sqrt(chance.varianceMinor) / predicted];
    };
    for (const weight of [0, 0.3, 0.6, 1 - 1e-4]) {
      const [before, after] = [at(weight), at(weight + 1e-4)];
      after.forEach((share, i) => expect(Math.abs(share - before[i]!)).toBeLessThan(1e-3));
    }
  });
});

describe("the total's variance by chance", () => {
  const histories = historyColumns(drawnShop({ seed: 5, customers: 400 }));
  const pooled = scoreCustomers(histories, END, DEFAULT_HORIZON, { ...OPTIONS, isPooled: true });

  it("is the sum of the customers', each where the blend puts her", () => {
    const alone = (row: number) => {
      const tables = modelTables(historyColumns([historyAt(histories, pooled.tables.rows[row]!)]), END);
      return drawCustomers({ model: pooled.model, tables, predict: predictCustomers(pooled.model, tables) }, CORRECTION).varianceMinor[0]!;
    };
    const apart = Float64Array.from(pooled.tables.rows, (_, row) => alone(row));
    expect(drawIntervals(pooled, CORRECTION).chance.varianceMinor / sum(apart)).toBeCloseTo(1, 9);
  });

  it("grows where value moves to heavy buyers, at the same total", () => {
    const { tables, predict } = pooled;
    const value = Float64Array.from(tables.rows, (_, row) => predict(row).predictedValueMinor);
    const heavy = value.map((minor, row) => minor * tables.purchases.frequency[row]!);
    const share = sum(value) / sum(heavy);
    const moved = { ...pooled, predict: (row: number) => ({ ...predict(row), predictedValueMinor: heavy[row]! * share }) };
    const [before, after] = [drawCustomers(pooled, CORRECTION), drawCustomers(moved, CORRECTION)];
    expect(after.predictedMinor / before.predictedMinor).toBeCloseTo(1, 5);
    expect(sum(after.varianceMinor)).toBeGreaterThan(1.2 * sum(before.varianceMinor));
  });
});

it("whom the shape all but gives up and the blend does not, is one chance of her value and no fortune", () => {
  const gone = { purchases: 11, firstPurchaseDay: END - 465, lastPurchaseDay: END - 365, historicValueMinor: 11_000 };
  const young = scoreCustomers(historyColumns([gone, ...drawnShop({ seed: 1, customers: 6 })]), END);
  expect(young.model.ladder.weights["simple-formula"]).toBeGreaterThan(0);
  const tables = modelTables(historyColumns([gone]), END);
  const predict = predictCustomers(young.model, tables);
  const { predictedMinor, varianceMinor } = drawCustomers({ model: young.model, tables, predict }, CORRECTION);
  const { probabilityAlive } = predict(0);
  // What she brings if she is there, whose deviation is about its mean, brought with that probability.
  expect(varianceMinor[0]).toBeLessThan((3 * predictedMinor ** 2) / probabilityAlive);
});

describe("a shop of a single day's first orders, which the simple formula alone predicts", () => {
  const ORDER_MINOR = 2000;
  const appraised = (customers: number) => appraiseShop(purchaseColumns(Array.from({ length: customers }, () => [{ day: END, valueMinor: ORDER_MINOR }])), END, {});

  it("expects fewer orders, not cheaper ones: whoever buys brings about one", () => {
    const { appraisalAt } = appraised(3);
    const { expectedOrders, predictedLowerMinor, predictedUpperMinor } = appraisalAt(0);
    expect(expectedOrders).toBeLessThan(0.6);
    expect(predictedLowerMinor).toBe(0);
    // Somebody who buys so seldom buys once or not at all, four times in five.
    expect(predictedUpperMinor! / ORDER_MINOR).toBeGreaterThan(0.9);
    expect(predictedUpperMinor! / ORDER_MINOR).toBeLessThan(1.2);
  });

  it("is as likely to sell nothing at all as so few orders are", () => {
    const once = { purchases: 1, firstPurchaseDay: END, lastPurchaseDay: END, historicValueMinor: ORDER_MINOR };
    const shop = scoreCustomers(historyColumns([once, once, once]), END);
    const asExpected = { level: 1, season: 1, deviation: 0 };
    const nothing = Math.exp(drawCustomers(shop, { orders: asExpected, orderValue: asExpected }).logNothing[0]!);
    // Of orders that are Gamma-Poisson with the shape of one half.
    expect(Math.abs(nothing - (1 + shop.predict(0).expectedOrders / 0.5) ** -0.5)).toBeLessThan(0.05);
    expect(appraised(3).interval.total.lowerMinor).toBe(0);
  });

  it("of one customer has her interval", () => {
    const { interval: { total }, appraisalAt } = appraised(1);
    const { predictedLowerMinor, predictedUpperMinor } = appraisalAt(0);
    expect(total).toEqual({ lowerMinor: predictedLowerMinor, upperMinor: predictedUpperMinor });
  });
});
