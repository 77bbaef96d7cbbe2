import { describe, expect, it } from "vitest";
import * as bgNbd from "#app/clv/bg-nbd.ts";
import * as gammaGamma from "#app/clv/gamma-gamma.ts";
import { geometricDropoutCounts } from "#app/clv/geometric-dropout-counts.ts";
import * as mbgNbd from "#app/clv/mbg-nbd.ts";
import * as paretoNbd from "#app/clv/pareto-nbd.ts";
import { paretoNbdCounts } from "#app/clv/pareto-nbd-counts.ts";
import type { PurchaseModel } from "./purchase-model.ts";

const params = { r: 0.5, alpha: 6, a: 0.9, b: 1.6 };
const paretoParams = { r: 0.5, alpha: 6, s: 0.9, beta: 16 };
const fine = { frequency: 2, recency: 20, age: 30 };

const WRONG_HISTORIES: [string, Partial<typeof fine>, string][] = [
  ["negative frequency", { frequency: -1 }, "frequency is -1; allowed: an integer from 0 to 1000000"],
  ["frequency with a fraction", { frequency: 1.5 }, "frequency is 1.5; allowed: an integer from 0 to 1000000"],
  ["frequency beyond any customer", { frequency: 1e7 }, "frequency is 10000000; allowed: an integer from 0 to 1000000"],
  ["unknown frequency", { frequency: NaN }, "frequency is NaN; allowed: an integer from 0 to 1000000"],
  ["negative age", { age: -3 }, "age is -3; allowed: 0, or a number from 1e-30 to 1000000000000000000"],
  ["endless age", { age: Infinity }, "age is Infinity; allowed: 0, or a number from 1e-30 to 1000000000000000000"],
  ["age beyond any unit", { age: 1e300, recency: 0, frequency: 0 }, "age is 1e+300; allowed: 0, or a number from 1e-30 to 1000000000000000000"],
  ["age that no parameter can be set against", { age: 1e-300, recency: 0, frequency: 0 }, "age is 1e-300; allowed: 0, or a number from 1e-30 to 1000000000000000000"],
  ["negative recency", { recency: -1 }, "recency is -1; allowed: from 0 to the age, 30"],
  ["recency after the end", { recency: 31 }, "recency is 31; allowed: from 0 to the age, 30"],
  ["unknown recency", { recency: NaN }, "recency is NaN; allowed: from 0 to the age, 30"],
  ["recency without a repeat", { frequency: 0 }, "recency is 20; allowed: 0 where the frequency is 0"],
];

function holdChecks<P extends { alpha: number }>(model: PurchaseModel<P>, params: P): void {
  it.each(WRONG_HISTORIES)("%s", (_, wrong, message) => {
    const history = { ...fine, ...wrong };
    expect(() => model.logLikelihood(params, history)).toThrow(message);
    expect(() => model.probabilityAlive(params, history)).toThrow(message);
    expect(() => model.expectedPurchases(params, history, 10)).toThrow(message);

    const column = (name: keyof typeof fine) => Float64Array.of(fine[name], history[name]);
    const table = { frequency: column("frequency"), recency: column("recency"), age: column("age") };
    const inTable = message.replace(/^(\w+)/, "column $1, row 1");
    expect(() => model.fit(table)).toThrow(inTable);
    expect(() => model.score(params, table, { horizonDays: 10, annualDiscountRate: 0 })).toThrow(inTable);
  });

  it("columns of unequal length, weights below zero, parameters and horizons out of range", () => {
    const table = { frequency: Float64Array.of(0, 1), recency: Float64Array.of(0, 5), age: Float64Array.of(9, 9) };
    expect(() => model.fit({ ...table, age: Float64Array.of(9) })).toThrow(
      "column age has 1 rows; allowed: 2, as many as frequency",
    );
    expect(() => model.fit({ ...table, weight: Float64Array.of(1, -1) })).toThrow(
      "column weight, row 1 is -1; allowed: a number from 0 to 1000000000000000000",
    );
    expect(() => model.fit(table, { start: { ...params, r: 0 } })).toThrow("parameter r is 0");
    expect(() => model.logLikelihood({ ...params, alpha: NaN }, fine)).toThrow("parameter alpha is NaN");
    expect(() => model.score({ ...params, alpha: -1 }, table, { horizonDays: 10, annualDiscountRate: 0 })).toThrow(
      "parameter alpha is -1",
    );
    expect(() => model.expectedPurchases(params, fine, -1)).toThrow("horizon is -1; allowed: a number from 0 to 1000000000000000000");
    expect(() => model.expectedPurchasesOfNewCustomer(params, Infinity)).toThrow("t is Infinity");
    expect(() => model.score(params, table, { horizonDays: 1e9, annualDiscountRate: 0 })).toThrow(
      "horizonDays is 1000000000; allowed: a number from 0 to 36500",
    );
    expect(() => model.score(params, table, { horizonDays: 10, annualDiscountRate: -1 })).toThrow(
      "annualDiscountRate is -1; allowed: a number from 0 to 1000000000000000000",
    );
    const empty = { frequency: new Float64Array(), recency: new Float64Array(), age: new Float64Array() };
    for (const rows of [table, empty]) {
      expect(() => model.score(params, rows, { horizonDays: -1, annualDiscountRate: 0 })).toThrow("horizonDays is -1");
    }
  });
}

/** What callers without a type checker may hand over. */
function holdTypes<P extends { r: number }>(model: PurchaseModel<P>, params: P): void {
  const given = (value: unknown) => value as never;
  const table = { frequency: Float64Array.of(0, 1), recency: Float64Array.of(0, 5), age: Float64Array.of(9, 9) };

  it("what is missing or of another type is named, too", () => {
    expect(() => model.score(params, table, given(null))).toThrow(new TypeError("horizon is null; allowed: an object with horizonDays, annualDiscountRate"));
    expect(() => model.probabilityAlive(given({ ...params, r: undefined }), fine)).toThrow(
      new TypeError("parameter r is undefined; allowed: a number from 1e-150 to 1e+32"),
    );
    expect(() => model.probabilityAlive(given({ ...params, r: "1" }), fine)).toThrow('parameter r is "1"');
    expect(() => model.expectedPurchases(params, given({ frequency: 2, age: 30 }), 10)).toThrow(
      new TypeError("recency is undefined; allowed: from 0 to the age, 30"),
    );
    expect(() => model.fit(given({ ...table, age: undefined }))).toThrow("column age is undefined; allowed: a Float64Array");
    // Of whole numbers only: what is worked out from them would be cut off.
    expect(() => model.score(params, given({ ...table, frequency: Int32Array.of(0, 1) }), { horizonDays: 10, annualDiscountRate: 0 })).toThrow(
      new TypeError("column frequency is [object Int32Array]; allowed: a Float64Array"),
    );
  });

  it("what has no word in JSON, and what there is nothing to read from", () => {
    const whole = "allowed: an integer from 0 to 1000000";
    expect(() => model.probabilityAlive(params, given({ ...fine, frequency: 2n }))).toThrow(new TypeError(`frequency is 2n; ${whole}`));
    expect(() => model.logLikelihood(params, given({ ...fine, frequency: Symbol("2") }))).toThrow(new TypeError(`frequency is Symbol(2); ${whole}`));
    const names = Object.keys(params).join(", ");
    for (const nothing of [undefined, null]) {
      expect(() => model.logLikelihood(given(nothing), fine)).toThrow(new TypeError(`params is ${nothing}; allowed: an object with ${names}`));
      expect(() => model.expectedPurchasesOfNewCustomer(given(nothing), 5)).toThrow(`params is ${nothing}`);
      expect(() => model.expectedPurchases(params, given(nothing), 5)).toThrow(`history is ${nothing}; allowed: an object with frequency, recency, age`);
      expect(() => model.fit(given(nothing))).toThrow(`table is ${nothing}; allowed: an object with frequency, recency, age`);
      expect(() => model.score(params, given(nothing), { horizonDays: 10, annualDiscountRate: 0 })).toThrow(`table is ${nothing}`);
    }
    expect(() => model.fit(table, given(null))).toThrow("options is null; allowed: an object with start, maxIterations");
    expect(() => model.fit(table, given({ start: null }))).toThrow("params is null");
  });

  it("options of a fit", () => {
    expect(() => model.fit(table, { maxIterations: NaN })).toThrow("maxIterations is NaN; allowed: an integer from 1 to 1000000");
    expect(() => model.fit(table, given({ start: { r: 1 } }))).toThrow("parameter alpha is undefined");
    const once = { ...table, frequency: Float64Array.of(0, 0), recency: Float64Array.of(0, 0) };
    expect(() => model.fit(once, { start: { ...params, r: NaN } })).toThrow(new RangeError("parameter r is NaN; allowed: a number from 1e-150 to 1e+32"));
  });
}

describe("BG/NBD: types", () => holdTypes(bgNbd, params));
describe("MBG/NBD: types", () => holdTypes(mbgNbd, params));
describe("Pareto/NBD: types", () => holdTypes(paretoNbd, paretoParams));

describe("BG/NBD: input checks", () => holdChecks(bgNbd, params));
describe("MBG/NBD: input checks", () => holdChecks(mbgNbd, params));
describe("Pareto/NBD: input checks", () => {
  holdChecks(paretoNbd, paretoParams);

  it("discount rates out of range, and none where the sum has no end", () => {
    const discounted = (s: number, delta: number) =>
      paretoNbd.discountedExpectedPurchases({ ...paretoParams, s }, fine, delta);
    expect(() => discounted(2, -0.1)).toThrow("delta is -0.1; allowed: a number from 0 to 1000000000000000000");
    expect(() => discounted(0.9, 0)).toThrow("delta is 0; allowed: a finite number > 0 where s <= 1, and s is 0.9");
    expect(discounted(2, 0)).toBeGreaterThan(0);
  });
});

describe("purchase counts: input checks", () => {
  it("counts and times out of range", () => {
    expect(() => bgNbd.purchaseCountProbability(params, 10, -1)).toThrow("n is -1; allowed: an integer from 0 to 1000000");
    expect(() => bgNbd.purchaseCountProbability(params, -10, 1)).toThrow("t is -10; allowed: a number from 0 to 1000000000000000000");
    const pareto = (t: number, n: number) => paretoNbd.purchaseCountProbability(paretoParams, t, n);
    expect(() => pareto(10, 0.5)).toThrow("n is 0.5; allowed: an integer from 0 to 1000000");
    expect(() => pareto(NaN, 1)).toThrow("t is NaN; allowed: a number from 0 to 1000000000000000000");
  });
});

describe("counts of a customer while alive: input checks", () => {
  it.each([
    ["BG/NBD", geometricDropoutCounts(0, params, 90)],
    ["Pareto/NBD", paretoNbdCounts(paretoParams, 90)],
  ])("%s", (_, counts) => {
    expect(() => counts.atLeast(0, -5)).toThrow("age is -5; allowed: 0, or a number from");
    expect(() => counts.atLeast(NaN, 1)).toThrow("frequency is NaN; allowed: an integer from 0");
    expect(() => counts.atLeast(-1, 0)).toThrow("frequency is -1; allowed: an integer from 0");
  });
});

describe("Gamma-Gamma: input checks", () => {
  const values = { p: 6, q: 4, v: 16 };

  it("what there is nothing to read from", () => {
    const nothing = undefined as never;
    expect(() => gammaGamma.expectedAverageValue(nothing, { frequency: 1, monetaryValue: 5 })).toThrow("params is undefined; allowed: an object with p, q, v");
    expect(() => gammaGamma.logLikelihood(values, nothing)).toThrow("history is undefined; allowed: an object with frequency, monetaryValue");
    expect(() => gammaGamma.fit(nothing)).toThrow("table is undefined; allowed: an object with frequency, monetaryValue");
    expect(() => gammaGamma.score(values, nothing)).toThrow("table is undefined");
  });

  it.each([
    ["frequency", { frequency: 1.5, monetaryValue: 3 }, "frequency is 1.5; allowed: an integer from 0 to 1000000"],
    ["negative value", { frequency: 1, monetaryValue: -3 }, "monetaryValue is -3; allowed: 0, or a number from 1e-30 to 1000000000000000000"],
    ["unknown value", { frequency: 1, monetaryValue: NaN }, "monetaryValue is NaN; allowed: 0, or a number from 1e-30 to 1000000000000000000"],
  ])("%s", (_, wrong, message) => {
    expect(() => gammaGamma.logLikelihood(values, wrong)).toThrow(message);
    expect(() => gammaGamma.expectedAverageValue(values, wrong)).toThrow(message);
    const table = {
      frequency: Float64Array.of(1, wrong.frequency),
      monetaryValue: Float64Array.of(5, wrong.monetaryValue),
    };
    expect(() => gammaGamma.fit(table)).toThrow(`column ${message.replace(" is", ", row 1 is")}`);
    expect(() => gammaGamma.score(values, table)).toThrow(`column ${message.replace(" is", ", row 1 is")}`);
  });

  it("columns of whole numbers, parameters and starts that are not there", () => {
    const given = (value: unknown) => value as never;
    expect(() => gammaGamma.score(values, given({ frequency: Int32Array.of(1), monetaryValue: Float64Array.of(5) }))).toThrow("column frequency is [object Int32Array]");
    expect(() => gammaGamma.expectedAverageValue(given({ p: 6, q: 4 }), { frequency: 1, monetaryValue: 5 })).toThrow("parameter v is undefined");
    expect(() => gammaGamma.fit({ frequency: Float64Array.of(), monetaryValue: Float64Array.of() }, { start: { ...values, q: -1 } })).toThrow("parameter q is -1");
  });

  it("a mean of zero has no density", () => {
    expect(() => gammaGamma.logLikelihood(values, { frequency: 1, monetaryValue: 0 })).toThrow("monetaryValue is 0");
  });
});
