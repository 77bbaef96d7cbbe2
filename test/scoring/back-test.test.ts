import { describe, expect, it } from "vitest";
import type { Purchase } from "#app/clv/purchase-history.ts";
import { BackTest, type Method, type Origin } from "#app/scoring/back-test.ts";
import { backTestShop } from "#app/scoring/back-test-shop.ts";
import { purchaseColumns } from "#app/scoring/purchase-columns.ts";
import { seededDice } from "../clv/simulate-shop.ts";
import { simulateCalendar } from "./simulate-calendar.ts";

const END = 500;

function backTest(shop: readonly (readonly Purchase[])[], end = END) {
  const test = backTestShop(purchaseColumns(shop), end, 1);
  expect(BackTest.parse(JSON.parse(JSON.stringify(test)))).toEqual(test);
  return test;
}

function tested(shop: readonly (readonly Purchase[])[]) {
  const test = backTest(shop);
  if (test.kind === "none") throw new Error(`No back-test for want of ${test.lacks}`);
  return test;
}

const measures = ({ methods }: Origin, method: Method) => methods.find((it) => it.method === method)!;

function meanBias(origins: readonly Origin[], method: (origin: Origin) => Method): number {
  return origins.reduce((sum, origin) => sum + Math.abs(measures(origin, method(origin)).value.bias!), 0) / origins.length;
}

const steady = simulateCalendar(seededDice(3), { customers: 3000, days: END, meanMinor: 4000, activity: () => 1 });

describe("a shop whose customers are as the models think", () => {
  const test = tested(steady);

  it("is forecast within chance, better than by any baseline: the gate opens", () => {
    expect(test.origins).toHaveLength(3);
    for (const origin of test.origins) {
      // Some 3,000 orders a window, overdispersed: about 3 % of chance; customers beyond it are not.
      expect(Math.abs(measures(origin, "chosen").orders.bias!)).toBeLessThan(0.1);
    }
    expect(test.gate).toMatchObject({ isOn: true, lacks: null });
  });

  it("has about 80 of 100 customers whose future is open end up within their interval", () => {
    for (const origin of test.origins) {
      const { coverage, openCoverage } = measures(origin, "chosen").value;
      // The range the intervals are made for.
      expect(openCoverage).toBeGreaterThan(0.76);
      expect(openCoverage).toBeLessThan(0.84);
      expect(coverage).toBeGreaterThan(openCoverage!);
      expect(measures(origin, "mbg-nbd").value).toMatchObject({ coverage: null, openCoverage: null });
    }
  });

  it("counts the customers who had come by each origin", () => {
    for (const { day, customers } of test.origins) {
      expect(customers).toBe(steady.filter((purchases) => purchases[0]!.day <= day).length);
    }
  });

  it("says the same twice", () => {
    expect(tested(steady)).toEqual(test);
  });

  it("owes nothing at an origin to what came later", () => {
    const [first] = test.origins;
    const changed = tested(steady.map((purchases) => purchases.map(({ day, valueMinor }) => ({ day, valueMinor: day > first!.day ? 9 * valueMinor : valueMinor }))));
    const forecasts = ({ methods, choice }: Origin) => [choice, methods.map(({ method, orders, value }) => [method, orders.predicted, value.predicted])];
    expect(forecasts(changed.origins[0]!)).toEqual(forecasts(first!));
    expect(measures(changed.origins[0]!, "chosen").value.actual).toBeCloseTo(9 * measures(first!, "chosen").value.actual, 3);
  });
});

describe("a shop that keeps growing", () => {
  it("is forecast too low; the correction, once it was tried on a window, takes away more than a third of it", () => {
    const origins = [4, 5, 6].flatMap((seed) => tested(simulateCalendar(seededDice(seed), {
      customers: 4000, days: END, meanMinor: 4000, activity: (day) => 0.15 * Math.exp((1.9 * day) / END),
    })).origins.filter(({ choice }) => choice.origins > 1));
    const before = meanBias(origins, ({ choice }) => choice.model);
    expect(before).toBeGreaterThan(0.25);
    expect(meanBias(origins, () => "chosen")).toBeLessThan(0.65 * before);
  });
});

describe("a shop with a season, over years", () => {
  it("is forecast nearer with the season than with the level alone", () => {
    const days = 1500;
    const shop = simulateCalendar(seededDice(5), {
      customers: 4000, days, meanMinor: 4000, activity: (day) => 0.5 + 0.45 * Math.sin((2 * Math.PI * day) / 365),
    });
    const test = backTest(shop, days);
    if (test.kind === "none") throw new Error("No back-test");
    const miss = (withSeason: boolean) => test.origins.reduce((sum, origin) => {
      const { predicted, actual } = measures(origin, "chosen").orders;
      const { season } = origin.choice.correction.orders;
      return sum + Math.abs(Math.log(predicted / (withSeason ? 1 : season) / actual));
    }, 0);
    expect(test.origins.some(({ choice }) => Math.abs(choice.correction.orders.season - 1) > 0.05)).toBe(true);
    expect(miss(true)).toBeLessThan(miss(false));
  });
});

describe("a shop whose later customers buy less often, which no model of one kind of customer can know", () => {
  it("is ranked better once past orders are pooled with the model", () => {
    const { origins, choice } = tested(simulateCalendar(seededDice(1), {
      customers: 2000, days: END, meanMinor: 4000, activity: () => 1, dropout: () => 0.01, pace: (joined) => Math.exp((-4 * joined) / END),
    }));
    expect([choice, ...origins.map((origin) => origin.choice)].map(({ pooling }) => pooling.isOn)).toEqual([true, true, true, true]);
    for (const origin of origins) {
      expect(measures(origin, "chosen").value.gini).toBeGreaterThan(measures(origin, origin.choice.model).value.gini! + 0.01);
    }
  });

  it("and nothing is pooled where customers are of one kind", () => {
    expect(tested(steady).origins.map((origin) => origin.choice.pooling.isOn)).toEqual([false, false, false]);
  });
});

describe("shops that cannot be tested", () => {
  it("are named with what is lacking", () => {
    expect(backTest([])).toEqual({ kind: "none", lacks: "days", has: 0, needs: 168 });
    expect(backTest([[{ day: END - 99, valueMinor: 5 }]])).toEqual({ kind: "none", lacks: "days", has: 100, needs: 168 });
    expect(backTest(steady.slice(0, 9).map(([first]) => [{ ...first!, day: 5 }]))).toEqual({ kind: "none", lacks: "customers", has: 9, needs: 10 });
  });
});

describe("an end or a seed", () => {
  it("that is none is refused, where there is nothing to test as well", () => {
    expect(() => backTestShop(purchaseColumns(steady), NaN, 1)).toThrow("observationEnd is NaN; allowed: a whole day from -719162 to 2932896");
    expect(() => backTestShop(purchaseColumns([]), 1.5, 1)).toThrow("observationEnd is 1.5; allowed: a whole day");
    expect(() => backTestShop(purchaseColumns([]), END, 1.5)).toThrow("seed is 1.5; allowed: a whole number");
  });

  it("takes no more windows for being thousands of years away", () => {
    const test = backTest(steady.slice(0, 30), 1_000_000);
    expect(test).toMatchObject({ kind: "tested", horizonDays: 365 });
    if (test.kind === "tested") expect([test.learningDays.length, test.origins.length]).toEqual([9, 3]);
  });
});

describe("awkward shops", () => {
  const days = (count: number, step: number, from = 0) => Array.from({ length: count }, (_, index) => from + index * step);
  const bought = (onDays: number[], valueMinor = 1000): Purchase[] => onDays.map((day) => ({ day, valueMinor }));

  it.each<[string, Purchase[][]]>([
    ["everybody once", Array.from({ length: 300 }, (_, i) => bought([i]))],
    ["everybody once on the first day", Array.from({ length: 300 }, () => bought([0]))],
    ["everybody every week", Array.from({ length: 60 }, (_, i) => bought(days(60, 7, i)))],
    ["nobody since half the time", Array.from({ length: 60 }, (_, i) => bought(days(3, 20, i)))],
    ["customers who come late only, but for one", [bought([0]), ...Array.from({ length: 200 }, (_, i) => bought([430 + (i % 60)]))]],
    ["one cent and a fortune", [...Array.from({ length: 30 }, (_, i) => bought(days(4, 100, i), 1)), bought(days(5, 90), 1e12)]],
    ["one order 1,600 years before the others", [...steady.slice(0, 30), bought([-600_000])]],
    ["customers with nothing", [...Array.from({ length: 40 }, () => []), ...steady.slice(0, 60)]],
  ])("%s: every number is finite and keeps its schema", (_, shop) => {
    const test = backTest(shop);
    if (test.kind === "none") expect(test.has).toBeLessThan(test.needs);
    else expect(test.origins.length).toBeGreaterThan(0);
  });
});

describe("a shop that sells in a few days a year", () => {
  it("is not judged by windows in which nothing came, or everybody brought the same", () => {
    const yearly = (customer: number) => [0, 365, 730].map((day) => ({ day: day + (customer % 5), valueMinor: 3000 }));
    const test = backTestShop(purchaseColumns(Array.from({ length: 400 }, (_, customer) => yearly(customer))), 734, 1);
    expect(test).toMatchObject({ kind: "tested", gate: { isOn: false, lacks: "origins" } });
  });
});
