import { describe, expect, it } from "vitest";
import { purchaseHistory } from "#app/clv/purchase-history.ts";

describe("purchase history", () => {
  it("correctness: counts repeats, measures days, averages over all purchases", () => {
    const purchases = [
      { day: 100, valueMinor: 1000 },
      { day: 130, valueMinor: 2000 },
      { day: 145, valueMinor: 6000 },
    ];
    expect(purchaseHistory(purchases, 200)).toEqual({ frequency: 2, recency: 45, age: 100, monetaryValue: 3000 });
  });

  it("correctness: several purchases on one day are one", () => {
    const purchases = [
      { day: 7, valueMinor: 1000 },
      { day: 7, valueMinor: 500 },
      { day: 9, valueMinor: 1500 },
      { day: 9, valueMinor: 1000 },
    ];
    expect(purchaseHistory(purchases, 9)).toEqual({ frequency: 1, recency: 2, age: 2, monetaryValue: 2000 });
  });

  it("correctness: a first purchase on the last day has age 0", () => {
    const only = [{ day: 7, valueMinor: 1000 }];
    expect(purchaseHistory(only, 7)).toEqual({ frequency: 0, recency: 0, age: 0, monetaryValue: 1000 });
  });

  it("input checks: none, unsorted, fractions of a day, after the end, no value", () => {
    const at = (...days: number[]) => days.map((day) => ({ day, valueMinor: 100 }));
    expect(() => purchaseHistory([], 10)).toThrow("at least one purchase");
    expect(() => purchaseHistory(at(5, 3), 10)).toThrow("day of purchase 1 is 3; it must be an integer from 5");
    expect(() => purchaseHistory(at(5.5), 10)).toThrow("day of purchase 0 is 5.5");
    expect(() => purchaseHistory(at(5, 11), 10)).toThrow("to 10 (the observation end)");
    expect(() => purchaseHistory([{ day: 1, valueMinor: NaN }], 10)).toThrow("valueMinor of purchase 0 is NaN");
    expect(() => purchaseHistory(at(5), NaN)).toThrow(new RangeError("observationEnd is NaN; it must be an integer."));
  });
});
