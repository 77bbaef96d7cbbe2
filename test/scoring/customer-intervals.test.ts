import { describe, expect, it } from "vitest";
import type { CoinsAtStart } from "#app/clv/geometric-dropout.ts";
import * as gammaGamma from "#app/clv/gamma-gamma.ts";
import type { Purchase } from "#app/clv/purchase-history.ts";
import { customerIntervals } from "#app/scoring/customer-intervals.ts";
import { historyColumns } from "#app/scoring/customer-history.ts";
import { INTERVAL_MODELS } from "#app/scoring/interval-models.ts";
import { type ModelTables, modelTables } from "#app/scoring/model-tables.ts";
import * as bgNbd from "#app/clv/bg-nbd.ts";
import * as mbgNbd from "#app/clv/mbg-nbd.ts";
import { seededDice } from "../clv/simulate-shop.ts";
import { simulatePurchases } from "./simulate-purchases.ts";
import { summarisePurchases } from "./summarise-purchases.ts";

const MODELS = [
  { ...INTERVAL_MODELS["bg-nbd"], fit: bgNbd.fit },
  { ...INTERVAL_MODELS["mbg-nbd"], fit: mbgNbd.fit },
] as const;

/** Fits a shop as it stands and draws its intervals, undiscounted so that they meet what is then bought. */
function drawn(coins: CoinsAtStart, tables: ModelTables, horizonDays: number) {
  const model = MODELS[coins];
  const { params } = model.fit(tables.purchases);
  const spend = gammaGamma.fit(tables.spend);
  const scores = model.score(params, tables.purchases, { horizonDays, annualDiscountRate: 0 });
  const intervals = customerIntervals(model.counts(params, horizonDays), spend.params, tables, scores);
  const value = gammaGamma.score(spend.params, tables.spend);
  return { ...intervals, scores, expected: value.map((each, row) => each * scores.expectedPurchases[row]!) };
}

type Drawn = ReturnType<typeof drawn>;

function shareInside({ lowerMinor, upperMinor }: Drawn, brought: Float64Array, rows: readonly number[]): number {
  return rows.filter((row) => brought[row]! >= lowerMinor[row]! && brought[row]! <= upperMinor[row]!).length / rows.length;
}

const openRows = ({ upperMinor }: Drawn) => Array.from(upperMinor.keys()).filter((row) => upperMinor[row]! > 0);

const REGULARS = { r: 2, alpha: 60, a: 0.6, b: 6 };
const CDNOW = { r: 0.52, alpha: 43, a: 0.89, b: 1.61 };
const SPARSE = { r: 0.3, alpha: 150, a: 1.2, b: 1.2 };
const STAYING = { r: 0.9, alpha: 90, a: 0.05, b: 5 };
const much = { p: 6.2, q: 3.7, v: 1500 };
const wild = { p: 0.7, q: 1.8, v: 4000 };

describe("coverage of those whose future is open, on simulated shops, models fitted", () => {
  it.each([
    { name: "regulars", coinsAtStart: 0, often: REGULARS, much, customers: 3000, oldest: 500, horizonDays: 180 },
    { name: "regulars", coinsAtStart: 1, often: REGULARS, much, customers: 3000, oldest: 500, horizonDays: 365 },
    { name: "like CDNOW", coinsAtStart: 0, often: CDNOW, much, customers: 3000, oldest: 300, horizonDays: 273 },
    { name: "like CDNOW", coinsAtStart: 1, often: CDNOW, much, customers: 3000, oldest: 300, horizonDays: 273 },
    { name: "wild order values", coinsAtStart: 1, often: CDNOW, much: wild, customers: 3000, oldest: 200, horizonDays: 365 },
    { name: "nobody leaves", coinsAtStart: 0, often: STAYING, much, customers: 3000, oldest: 400, horizonDays: 90 },
    { name: "150 customers", coinsAtStart: 1, often: REGULARS, much, customers: 150, oldest: 500, horizonDays: 180 },
    { name: "short and sparse", coinsAtStart: 0, often: SPARSE, much, customers: 3000, oldest: 60, horizonDays: 365 },
  ] as const)("is 76 to 84 % ($name, $coinsAtStart coins, $horizonDays days)", (shop) => {
    const { tables, broughtMinor } = simulatePurchases(seededDice(11), shop);
    const intervals = drawn(shop.coinsAtStart, tables, shop.horizonDays);
    const share = shareInside(intervals, broughtMinor, openRows(intervals));
    expect(share).toBeGreaterThan(0.76);
    expect(share).toBeLessThan(0.84);
  });

  it("is that of the most valuable, too", () => {
    const shop = { coinsAtStart: 1, often: CDNOW, much, customers: 12_000, oldest: 300, horizonDays: 273 } as const;
    const { tables, broughtMinor } = simulatePurchases(seededDice(5), shop);
    const intervals = drawn(1, tables, 273);
    const open = openRows(intervals);
    const best = open.toSorted((a, b) => intervals.expected[b]! - intervals.expected[a]!).slice(0, 600);
    expect(Math.abs(shareInside(intervals, broughtMinor, open) - 0.8)).toBeLessThan(0.025);
    expect(Math.abs(shareInside(intervals, broughtMinor, best) - 0.8)).toBeLessThan(0.045);
  });

  it("leaves more of all inside where the shop is all but gone: no range is right less often than [0, 0]", () => {
    const shop = { coinsAtStart: 1, often: SPARSE, much, customers: 3000, oldest: 900, horizonDays: 90 } as const;
    const { tables, broughtMinor } = simulatePurchases(seededDice(11), shop);
    expect(shareInside(drawn(1, tables, 90), broughtMinor, [...broughtMinor.keys()])).toBeGreaterThan(0.9);
  });
});

const SHOP = { coinsAtStart: 1, often: CDNOW, much, customers: 800, oldest: 400, horizonDays: 1 } as const;

describe("intervals", () => {
  const { tables } = simulatePurchases(seededDice(3), SHOP);

  it("are whole, ordered and finite, and leave zero where something is sure enough", () => {
    const { lowerMinor, upperMinor } = drawn(1, simulatePurchases(seededDice(3), { ...SHOP, often: REGULARS }).tables, 365);
    lowerMinor.forEach((lower, row) => {
      const upper = upperMinor[row]!;
      expect(Number.isSafeInteger(lower) && Number.isSafeInteger(upper) && 0 <= lower && lower <= upper).toBe(true);
    });
    expect([upperMinor.some((upper) => upper === 0), upperMinor.some((upper) => upper > 0), lowerMinor.some((lower) => lower > 0)]).toEqual([true, true, true]);
  });

  it("rise at both ends with the horizon, from nothing", () => {
    const draws = [0, 30, 90, 365, 1000].map((days) => drawn(1, tables, days));
    expect(draws[0]!.upperMinor.every((upper) => upper === 0)).toBe(true);
    draws.slice(1).forEach((longer, i) => {
      const shorter = draws[i]!;
      expect(longer.lowerMinor.every((lower, row) => lower >= shorter.lowerMinor[row]! * 0.995)).toBe(true);
      expect(longer.upperMinor.every((upper, row) => upper >= shorter.upperMinor[row]! * 0.995)).toBe(true);
    });
  });

  it("hold the expected value of every regular buyer", () => {
    const { scores, expected, lowerMinor, upperMinor } = drawn(1, tables, 365);
    const regulars = Array.from(expected.keys()).filter((row) => scores.expectedPurchases[row]! > 3);
    expect(regulars.length).toBeGreaterThan(10);
    expect(regulars.every((row) => lowerMinor[row]! <= expected[row]! && expected[row]! <= upperMinor[row]!)).toBe(true);
  });

  it("scale with money", () => {
    const hundredfold = { ...tables, spend: { ...tables.spend, monetaryValue: tables.spend.monetaryValue.map((value) => value * 100) } };
    const [once, hundred] = [drawn(1, tables, 365), drawn(1, hundredfold, 365)];
    expect(hundred.upperMinor.every((upper, row) => Math.abs(upper / 100 - once.upperMinor[row]!) <= 1 + 1e-4 * upper)).toBe(true);
  });

  it("of one customer are those of the run", () => {
    const model = INTERVAL_MODELS["mbg-nbd"];
    const horizon = { horizonDays: 365, annualDiscountRate: 0.1 };
    const draw = (of: ModelTables) =>
      customerIntervals(model.counts(CDNOW, 365), much, of, model.score(CDNOW, of.purchases, horizon));
    const run = draw(tables);
    for (const row of [0, 7, 200, 799]) {
      const at = (column: Float64Array) => column.slice(row, row + 1);
      const { frequency, recency, age } = tables.purchases;
      const one = draw({
        rows: Int32Array.of(0),
        purchases: { frequency: at(frequency), recency: at(recency), age: at(age) },
        spend: { frequency: at(tables.spend.frequency), monetaryValue: at(tables.spend.monetaryValue) },
      });
      expect([one.lowerMinor[0], one.upperMinor[0]]).toEqual([run.lowerMinor[row], run.upperMinor[row]]);
    }
  });
});

describe("intervals of awkward shops", () => {
  const END = 1000;
  const bought = (valueMinor: number, ...days: number[]): Purchase[] => days.map((day) => ({ day: END - day, valueMinor }));
  const tablesOf = (shop: readonly Purchase[][]) => modelTables(historyColumns(shop.map(summarisePurchases)), END);
  const every = <T>(count: number, of: (i: number) => T) => Array.from({ length: count }, (_, i) => of(i));

  it("equal order values: both ends are whole numbers of orders", () => {
    const { lowerMinor, upperMinor } = drawn(1, tablesOf(every(60, (i) => bought(1000, ...every(2 + (i % 9), (k) => 20 * k + i)))), 365);
    expect(upperMinor.some((upper) => upper > 0)).toBe(true);
    expect([...lowerMinor, ...upperMinor].filter((end) => end % 1000 !== 0)).toEqual([]);
  });

  it("nobody repeats: nothing is to be expected of anyone", () => {
    const { lowerMinor, upperMinor } = drawn(1, tablesOf(every(60, (i) => bought(1000 + i, i))), 365);
    expect([...lowerMinor, ...upperMinor].every((end) => end === 0)).toBe(true);
  });

  it.each<[string, Purchase[][]]>([
    ["none", []],
    ["one customer of today", [bought(500, 0)]],
    ["one regular", [bought(500, 100, 80, 60, 40, 20)]],
    ["a customer without a counted purchase", [[], bought(700, 90, 50), bought(900, 30)]],
    ["everybody regularly", every(60, (i) => bought(500 + i, 90 + i, 60 + i, 30 + i, i))],
    ["one cent and a fortune", [bought(1, 9), bought(1e12, 8), ...every(30, (i) => bought(700 + 10 * i, 300 - i, 200 - i, i))]],
    ["several hundred purchases", [...every(30, (i) => bought(500 + i, 90 + i, i)), bought(800, ...every(600, (i) => i))]],
  ])("%s: finite and ordered", (_, shop) => {
    const tables = tablesOf(shop);
    const { lowerMinor, upperMinor, varianceMinor, logNothing } = drawn(1, tables, 365);
    expect(lowerMinor).toHaveLength(tables.rows.length);
    expect(lowerMinor.every((lower, row) => lower >= 0 && lower <= upperMinor[row]! && Number.isSafeInteger(upperMinor[row]!))).toBe(true);
    expect([varianceMinor.every((minor) => minor >= 0 && Number.isFinite(minor)), logNothing.every((it) => it <= 0 && Number.isFinite(it))]).toEqual([true, true]);
  });
});
