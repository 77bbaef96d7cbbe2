import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cutPurchases } from "#app/insights/cut-purchases.ts";
import { firstPurchaseValues, orderSizeBands, splitByOrderSize } from "#app/insights/order-size.ts";
import { shopFormulas } from "#app/insights/shop-formulas.ts";
import { splitByCohort } from "#app/insights/split-by-cohort.ts";
import { splitByKey, sumBySplit } from "#app/insights/split.ts";
import { purchaseColumns } from "#app/scoring/purchase-columns.ts";
import { dayOf, OBSERVATION_END, randomShop, sumOf } from "./random-shop.ts";

const SETTINGS = { grossMargin: 0.4, acquisitionCostMinor: 2000, years: 3, business: "retail", annualDiscountRate: 0.1 } as const;

describe("a column cut by a key", () => {
  it("by hand: n, sum and mean in each cell, unknown in a cell of its own", () => {
    const cells = sumBySplit(splitByKey(["KR", "US", null, "KR"]), Float64Array.of(10, 20, 5, 30));
    expect(cells).toEqual([
      { group: "KR", n: 2, sum: 40, mean: 20 },
      { group: "US", n: 1, sum: 20, mean: 20 },
      { group: null, n: 1, sum: 5, mean: 5 },
    ]);
  });

  it("leaves out who is in no group, and has no mean where nobody is", () => {
    const split = { groups: ["a", "b"], groupOf: Int32Array.of(0, -1) };
    expect(sumBySplit(split, Float64Array.of(3, 100))).toEqual([{ group: "a", n: 1, sum: 3, mean: 3 }, { group: "b", n: 0, sum: 0, mean: null }]);
  });

  it("sums to the whole", () => {
    fc.assert(fc.property(fc.array(fc.tuple(fc.constantFrom("a", "b", "c", null), fc.integer())), (rows) => {
      const cells = sumBySplit(splitByKey(rows.map(([key]) => key)), Float64Array.from(rows, ([, value]) => value));
      expect(sumOf(cells.map(({ n }) => n))).toBe(rows.length);
      expect(sumOf(cells.map(({ sum }) => sum))).toBe(sumOf(rows.map(([, value]) => value)));
    }));
  });

  it("refuses a split of another length or with a group that it does not have", () => {
    expect(() => sumBySplit(splitByKey(["a"]), new Float64Array(2))).toThrow("The split has 1 rows; allowed: 2");
    expect(() => sumBySplit({ groups: ["a"], groupOf: Int32Array.of(0, 1) }, new Float64Array(2))).toThrow("groupOf of row 1 is 1; allowed: -1 to 0");
  });
});

describe("purchases cut by a key", () => {
  it("hold each customer's purchases unchanged, in the part the customer belongs to", () => {
    fc.assert(fc.property(randomShop, fc.array(fc.constantFrom("a", "b", null), { minLength: 12, maxLength: 12 }), (shop, keys) => {
      const split = splitByKey(shop.map((_, customer) => keys[customer]!));
      const parts = cutPurchases(purchaseColumns(shop), split);
      for (const { group, rows, purchases } of parts) {
        expect([...rows]).toEqual([...shop.keys()].filter((customer) => keys[customer] === group));
        expect(purchases).toEqual(purchaseColumns([...rows].map((customer) => shop[customer]!)));
      }
      expect(sumOf(parts.map(({ rows }) => rows.length))).toBe(shop.length);
    }));
  });

  it("of one group say what the whole shop says", () => {
    fc.assert(fc.property(randomShop, (shop) => {
      const whole = purchaseColumns(shop);
      const [part] = cutPurchases(whole, { groups: ["all"], groupOf: new Int32Array(shop.length) });
      expect(shopFormulas(part!.purchases, OBSERVATION_END, SETTINGS)).toEqual(shopFormulas(whole, OBSERVATION_END, SETTINGS));
    }));
  });
});

describe("cohorts as a dimension", () => {
  it("are the months and quarters of the calendar in which somebody first bought", () => {
    const shop = purchaseColumns([[{ day: dayOf("2025-03-31"), valueMinor: 1 }], [], [{ day: dayOf("2024-12-01"), valueMinor: 1 }], [{ day: dayOf("2025-01-01"), valueMinor: 1 }]]);
    const end = dayOf("2025-03-31");
    expect(splitByCohort(shop, end, "quarter")).toEqual({
      groups: [
        { firstDay: dayOf("2024-10-01"), lastDay: dayOf("2024-12-31") },
        { firstDay: dayOf("2025-01-01"), lastDay: dayOf("2025-03-31") },
      ],
      groupOf: Int32Array.of(1, -1, 0, 1),
    });
    expect([...splitByCohort(shop, end - 1, "month").groupOf]).toEqual([-1, -1, 0, 1]);
  });
});

describe("order-size bands", () => {
  it("by hand: the quartiles of 1 to 8 are borders, each the foot of its band", () => {
    const values = Float64Array.of(8, 7, 6, 5, 4, 3, 2, 1);
    const bands = orderSizeBands(values);
    expect(bands).toEqual([
      { fromMinor: null, belowMinor: 3 }, { fromMinor: 3, belowMinor: 5 }, { fromMinor: 5, belowMinor: 7 }, { fromMinor: 7, belowMinor: null },
    ]);
    expect([...splitByOrderSize(values, bands).groupOf]).toEqual([3, 3, 2, 2, 1, 1, 0, 0]);
    expect([...values]).toEqual([8, 7, 6, 5, 4, 3, 2, 1]);
  });

  it("are one where all are equal or there is none", () => {
    expect(orderSizeBands(Float64Array.of(5, 5, 5))).toEqual([{ fromMinor: null, belowMinor: null }]);
    expect(orderSizeBands(new Float64Array())).toEqual([{ fromMinor: null, belowMinor: null }]);
  });

  it("are never empty, part no equal values, and take every value in once", () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: -5, max: 40 }), { minLength: 1 }), (numbers) => {
      const values = Float64Array.from(numbers);
      const bands = orderSizeBands(values);
      const cells = sumBySplit(splitByOrderSize(values, bands), values);
      expect(sumOf(cells.map(({ n }) => n))).toBe(values.length);
      expect(Math.min(...cells.map(({ n }) => n))).toBeGreaterThan(0);
    }));
  });

  it("of a customer go by the first purchase", () => {
    const values = firstPurchaseValues(purchaseColumns([[{ day: 5, valueMinor: 30 }, { day: 2, valueMinor: 10 }], [], [{ day: 1, valueMinor: 20 }]]));
    expect([...values]).toEqual([10, Number.NaN, 20]);
    expect([...splitByOrderSize(values, [{ fromMinor: null, belowMinor: 15 }, { fromMinor: 15, belowMinor: null }]).groupOf]).toEqual([0, -1, 1]);
  });
});
