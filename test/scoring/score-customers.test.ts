import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { expectedAverageValue } from "#app/clv/gamma-gamma.ts";
import { expectedPurchases, probabilityAlive } from "#app/clv/mbg-nbd.ts";
import type { Purchase } from "#app/clv/purchase-history.ts";
import { historyColumns } from "#app/scoring/customer-history.ts";
import type { CustomerScore } from "#app/scoring/customer-score.ts";
import { FittedModel } from "#app/scoring/fitted-model.ts";
import { scoreCustomer, scoreCustomers } from "#app/scoring/score-customers.ts";
import { summarisePurchases } from "./summarise-purchases.ts";
import { toTwelveDigits } from "../support/to-twelve-digits.ts";

const END = 20_000;

function score(shop: readonly Purchase[][], horizon?: { horizonDays: number; annualDiscountRate: number }) {
  const histories = shop.map(summarisePurchases);
  const { model, customers, scoreAt } = scoreCustomers(historyColumns(histories), END, horizon);
  return { model, histories, scores: Array.from({ length: customers }, (_, row) => scoreAt(row)) };
}

/** Purchases of 10.00 and some so many days before the end. */
function bought(...daysAgo: number[]): Purchase[] {
  return daysAgo.map((days, index) => ({ day: END - days, valueMinor: 1000 + 300 * index + days }));
}

/** A shop with regulars, with some who left, and many who came once; large enough for the models to count in full. */
const SHOP = Array.from({ length: 5 }, () => [
  ...Array.from({ length: 20 }, (_, i) => bought(300 + i, 200 + i, 120, 60, 10 + i)),
  ...Array.from({ length: 20 }, (_, i) => bought(700 - i, 660 - i, 620 - i)),
  ...Array.from({ length: 40 }, (_, i) => bought(15 * i)),
]).flat();

function expectSound(scores: readonly CustomerScore[]) {
  for (const score of scores) {
    const { probabilityAlive: alive, monetaryValueMinor, averageDaysBetweenOrders, expectedNextOrderDay, ...numbers } = score;
    expect(Object.values(numbers).every((value) => Number.isFinite(value) && value >= 0)).toBe(true);
    for (const value of [alive, monetaryValueMinor, averageDaysBetweenOrders]) expect(value === null || (Number.isFinite(value) && value >= 0)).toBe(true);
    expect(alive === null || alive <= 1).toBe(true);
    expect(expectedNextOrderDay === null || (Number.isInteger(expectedNextOrderDay) && expectedNextOrderDay > END)).toBe(true);
    expect(score.lifetimeValueMinor).toBe(score.historicValueMinor + score.predictedValueMinor);
    expect(Number.isInteger(score.predictedValueMinor)).toBe(true);
  }
}

describe("a customer's figures", () => {
  const { model, histories, scores } = score(SHOP);

  it("summarise the purchases: same-day orders are one, the first is not a repeat", () => {
    const { scores } = score([...SHOP, [{ day: END - 40, valueMinor: 500 }, { day: END - 100, valueMinor: 1000 }, { day: END - 40, valueMinor: 300 }]]);
    expect(scores.at(-1)).toMatchObject({
      purchases: 2, frequency: 1, recencyDays: 60, ageDays: 100, monetaryValueMinor: 900, historicValueMinor: 1800, averageDaysBetweenOrders: 60,
    });
  });

  it("are the models' own for that history", () => {
    const { params } = model.purchases as Extract<FittedModel["purchases"], { model: "mbg-nbd" }>;
    for (const [row, { frequency, recencyDays, ageDays, purchases, monetaryValueMinor, ...score }] of scores.entries()) {
      const history = { frequency, recency: recencyDays, age: ageDays };
      expect(score.probabilityAlive).toBeCloseTo(probabilityAlive(params, history), 12);
      const expected = expectedPurchases(params, history, 365);
      expect(score.expectedOrders).toBeCloseTo(expected, 9);
      const value = expectedAverageValue(model.spend.params, { frequency: purchases, monetaryValue: monetaryValueMinor ?? NaN });
      // Discounting at 10 % takes something off, and over a year no more than 1 - 1/1.1.
      expect(score.predictedValueMinor).toBeLessThan(expected * value + 0.5);
      expect(score.predictedValueMinor).toBeGreaterThan((expected * value) / 1.1 - 0.5);
      expect(score.historicValueMinor).toBe(histories[row]?.historicValueMinor);
    }
  });

  it("are not discounted at a rate of 0, and grow with the horizon", () => {
    const plain = score(SHOP, { horizonDays: 365, annualDiscountRate: 0 }).scores;
    const shorter = score(SHOP, { horizonDays: 90, annualDiscountRate: 0.1 }).scores;
    for (const [row, { purchases, monetaryValueMinor, expectedOrders, predictedValueMinor }] of plain.entries()) {
      const value = expectedAverageValue(model.spend.params, { frequency: purchases, monetaryValue: monetaryValueMinor ?? NaN });
      expect(predictedValueMinor).toBe(Math.round(expectedOrders * value));
      expect(shorter[row]?.predictedValueMinor).toBeLessThanOrEqual(scores[row]?.predictedValueMinor ?? -1);
    }
  });

  it("tell regulars from those who left", () => {
    expect(scores[0]?.probabilityAlive).toBeGreaterThan(0.8);
    expect(scores[20]?.probabilityAlive).toBeLessThan(0.2);
    expect([scores[0]?.expectedNextOrderDay === null, scores[20]?.expectedNextOrderDay]).toEqual([false, null]);
  });

  it("come out the same for one customer with the model fitted before, even after a round through JSON", () => {
    const kept = FittedModel.parse(JSON.parse(JSON.stringify(model)));
    expect(histories.map((history) => scoreCustomer(kept, history, END))).toEqual(scores.map(toTwelveDigits));
  });
});

describe("a run of an earlier version, which kept one correction and applied it to values alone", () => {
  it("gives its customers the figures that they had", () => {
    const { model, histories, scores } = score(SHOP);
    const older = FittedModel.parse({ ...JSON.parse(JSON.stringify(model)), levelCorrection: 1.2 });
    for (const [row, history] of histories.entries()) {
      const { expectedOrders, predictedValueMinor } = scoreCustomer(older, history, END);
      expect(expectedOrders).toBeCloseTo(scores[row]!.expectedOrders, 12);
      expect(Math.abs(predictedValueMinor - 1.2 * scores[row]!.predictedValueMinor)).toBeLessThan(1.2);
    }
  });
});

describe("awkward shops", () => {
  const EXCLUDED: Purchase[] = [];

  it("nobody", () => {
    const { model, scores } = score([]);
    expect([scores, model.customers, model.purchases.boundary]).toEqual([[], 0, "no customers"]);
    expect(FittedModel.parse(JSON.parse(JSON.stringify(model)))).toEqual(model);
  });

  it("a customer whose every order is left out is worth nothing, and no one can say whether they are still there", () => {
    const nothing = {
      purchases: 0, frequency: 0, recencyDays: 0, ageDays: 0, monetaryValueMinor: null, historicValueMinor: 0, probabilityAlive: null,
      expectedOrders: 0, predictedValueMinor: 0, lifetimeValueMinor: 0, averageDaysBetweenOrders: null, expectedNextOrderDay: null,
    };
    expect(score([EXCLUDED]).scores).toEqual([nothing]);
    const { scores, model } = score([EXCLUDED, ...SHOP]);
    expect(scores[0]).toEqual(nothing);
    expect([scores.slice(1), model]).toEqual([score(SHOP).scores, score(SHOP).model]);
  });

  it.each<[string, Purchase[][]]>([
    ["one customer of today", [bought(0)]],
    ["one customer with one order", [bought(100)]],
    ["one regular", [bought(100, 80, 60, 40, 20)]],
    ["everybody once", Array.from({ length: 60 }, (_, i) => bought(i))],
    ["everybody once, for the same money", Array.from({ length: 60 }, (_, i) => [{ day: END - i, valueMinor: 500 }])],
    ["everybody regularly", Array.from({ length: 60 }, (_, i) => bought(90 + i, 60 + i, 30 + i, i))],
    ["everybody on the last day", Array.from({ length: 60 }, () => bought(0))],
    ["one customer of several hundred days", [...SHOP, bought(...Array.from({ length: 600 }, (_, i) => 600 - i))]],
    ["one cent and a fortune", [[{ day: END - 5, valueMinor: 1 }], [{ day: END - 9, valueMinor: 1e12 }], ...SHOP]],
  ])("%s", (_, shop) => {
    const { scores, model } = score(shop);
    expect(scores).toHaveLength(shop.length);
    expectSound(scores);
    expect(FittedModel.parse(JSON.parse(JSON.stringify(model)))).toEqual(model);
  });

  it("any", () => {
    const purchase = fc.record({ day: fc.integer({ min: END - 800, max: END }), valueMinor: fc.integer({ min: 1, max: 500_000 }) });
    fc.assert(
      fc.property(fc.array(fc.array(purchase, { maxLength: 6 }), { maxLength: 12 }), (shop) => expectSound(score(shop).scores)),
      { numRuns: 60 },
    );
  });
});

describe("wrong input", () => {
  it("names the row of a purchase after the observation end", () => {
    expect(() => score([bought(5), bought(-1)])).toThrow("column firstPurchaseDay, row 1 is 20001; allowed: a day from -719162 to the observation end, 20000");
  });

  it.each([NaN, -5])("names the row whose number of purchases is %d, which would be nobody's otherwise", (purchases) => {
    const histories = [bought(5), bought(7)].map(summarisePurchases);
    const columns = { ...historyColumns(histories), purchases: Float64Array.of(1, purchases) };
    expect(() => scoreCustomers(columns, END)).toThrow(`column purchases, row 1 is ${purchases}; allowed: a number from 0`);
    expect(() => scoreCustomer(score([bought(5)]).model, { ...histories[0]!, purchases }, END)).toThrow(`histories[0].purchases is ${purchases}; allowed: an integer from 0`);
  });

  it.each<{ shop: Purchase[][] }>([{ shop: [] }, { shop: [bought(5)] }, { shop: SHOP }])("names a horizon, a rate or a correction that cannot be", ({ shop }) => {
    const histories = historyColumns(shop.map(summarisePurchases));
    const scoring = (horizonDays: number, annualDiscountRate: number, orders = 1, orderValue = 1) => () =>
      scoreCustomers(histories, END, { horizonDays, annualDiscountRate }, { levelCorrection: { orders, orderValue } });
    expect(scoring(NaN, 0.1)).toThrow("horizonDays is NaN; allowed: a number from 0 to 36500");
    expect(scoring(-1, 0.1)).toThrow("horizonDays is -1; allowed: a number from 0 to 36500");
    expect(scoring(365, -0.1)).toThrow("annualDiscountRate is -0.1; allowed: a number from 0 to 1000000000000000000");
    expect(scoring(365, 0.1, 0)).toThrow("levelCorrection.orders is 0; allowed: a number from 1e-150 to 1e+32");
    expect(scoring(365, 0.1, 1, NaN)).toThrow("levelCorrection.orderValue is NaN; allowed: a number from 1e-150 to 1e+32");
  });

  it("names an observation end or a model that is none, in an empty shop as well", () => {
    const nobody = historyColumns([]);
    expect(() => scoreCustomers(nobody, NaN)).toThrow("observationEnd is NaN; allowed: a whole day from -719162 to 2932896");
    expect(() => scoreCustomers(nobody, END, undefined, { model: "foo" as never })).toThrow('model is "foo"; allowed: auto, mbg-nbd, pareto-nbd, bg-nbd');
  });

  it("names a row that is not there", () => {
    const { scoreAt } = scoreCustomers(historyColumns([]), END);
    expect(() => scoreAt(0)).toThrow("Row 0 is outside");
  });
});
