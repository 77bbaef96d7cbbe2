import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { historyColumns } from "#app/scoring/customer-history.ts";
import { purchaseColumns, purchasesWithin, summariseUpTo } from "#app/scoring/purchase-columns.ts";
import { summarisePurchases } from "./summarise-purchases.ts";

const shops = fc.array(
  fc.array(fc.record({ day: fc.integer({ min: 0, max: 40 }), valueMinor: fc.integer({ min: 1, max: 9000 }) }), { maxLength: 8 }),
  { maxLength: 8 },
);

describe("purchase columns", () => {
  it("hold one row a customer's purchase day, in order, and nothing for whoever bought nothing", () => {
    const columns = purchaseColumns([
      [{ day: 9, valueMinor: 5 }, { day: 3, valueMinor: 1 }, { day: 9, valueMinor: 2 }],
      [],
      [{ day: 9, valueMinor: 4 }],
    ]);
    expect(columns).toEqual({
      customers: 3,
      offsets: Int32Array.of(0, 2, 2, 3),
      day: Int32Array.of(3, 9, 9),
      valueMinor: Float64Array.of(1, 7, 4),
    });
  });

  it("up to a day are the histories of the purchases up to that day", () => {
    fc.assert(fc.property(shops, fc.integer({ min: -1, max: 41 }), (shop, lastDay) => {
      const until = shop.map((purchases) => purchases.filter(({ day }) => day <= lastDay));
      expect(summariseUpTo(purchaseColumns(shop), lastDay)).toEqual(historyColumns(until.map(summarisePurchases)));
    }));
  });

  it("within a window are the days after its origin up to its end", () => {
    const columns = purchaseColumns([[3, 5, 8, 9].map((day) => ({ day, valueMinor: 10 ** (day - 3) })), []]);
    expect(purchasesWithin(columns, 3, 5)).toEqual({ orders: Float64Array.of(2, 0), valueMinor: Float64Array.of(100_100, 0) });
  });

  it("before and within a window add up to everything up to its end", () => {
    fc.assert(fc.property(shops, fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 20 }), (shop, origin, horizonDays) => {
      const columns = purchaseColumns(shop);
      const [before, whole] = [summariseUpTo(columns, origin), summariseUpTo(columns, origin + horizonDays)];
      const within = purchasesWithin(columns, origin, horizonDays);
      expect(within.orders.map((orders, row) => orders + before.purchases[row]!)).toEqual(whole.purchases);
      expect(within.valueMinor.map((value, row) => value + before.historicValueMinor[row]!)).toEqual(whole.historicValueMinor);
    }));
  });
});

describe("what is no purchase, and what is no day", () => {
  const given = (day: number, valueMinor = 5) => () => purchaseColumns([[], [{ day: 3, valueMinor: 1 }, { day, valueMinor }]]);

  it.each([NaN, 1.5, Infinity, 1e12])("day %d is refused by its place", (day) => {
    expect(given(day)).toThrow(new RangeError(`day of purchase 1 of customer 1 is ${day}; allowed: a whole day from -719162 to 2932896`));
  });

  it.each([NaN, -Infinity])("value %d is refused by its place", (value) => {
    expect(given(4, value)).toThrow(new RangeError(`valueMinor of purchase 1 of customer 1 is ${value}; allowed: a finite number`));
  });

  it("is refused as the end of a history or of a window", () => {
    const columns = purchaseColumns([[{ day: 3, valueMinor: 1 }]]);
    expect(() => summariseUpTo(columns, NaN)).toThrow("lastDay is NaN; allowed: a whole day from -719162 to 2932896");
    expect(() => purchasesWithin(columns, 2.5, 30)).toThrow("origin is 2.5; allowed: a whole day");
    expect(() => purchasesWithin(columns, 2, NaN)).toThrow("horizonDays is NaN; allowed: an integer from 0 to 1000000");
  });
});
