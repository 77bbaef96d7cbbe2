import { describe, expect, it } from "vitest";
import { appraiseShop } from "#app/scoring/appraise-shop.ts";
import { backTestShop } from "#app/scoring/back-test-shop.ts";
import { purchaseColumns } from "#app/scoring/purchase-columns.ts";
import { seededDice } from "../clv/simulate-shop.ts";
import { simulateCalendar } from "./simulate-calendar.ts";

const END = 500;
const shop = simulateCalendar(seededDice(8), { customers: 1001, days: END, meanMinor: 4000, activity: () => 1 });

/** The predicted values of the first so many customers as the whole engine has them, having proven the model on their past. */
function predictFirst(size: number): number[] {
  const { appraisalAt, interval } = appraiseShop(purchaseColumns(shop.slice(0, size)), END);
  expect(Object.values(interval.total).every(Number.isFinite)).toBe(true);
  return Array.from({ length: size }, (_, row) => {
    const { predictedValueMinor, lifetimeValueMinor, expectedOrders, predictedLowerMinor, predictedUpperMinor } = appraisalAt(row);
    const figures = [predictedValueMinor, lifetimeValueMinor, expectedOrders, predictedLowerMinor!, predictedUpperMinor!];
    expect(figures.every((figure) => figure >= 0 && figure < Infinity) && predictedLowerMinor! <= predictedUpperMinor!).toBe(true);
    return predictedValueMinor;
  });
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** How far the total of the first `size` customers moves when one more comes. */
function moveAt(size: number): number {
  return Math.abs(sum(predictFirst(size + 1).slice(0, size)) / sum(predictFirst(size)) - 1);
}

describe("the whole engine", () => {
  it("has a finite number for everybody in a shop of any size", () => {
    for (const size of [0, 1, 2, 3, 5, 9, 10, 11, 30]) expect(predictFirst(size)).toHaveLength(size);
  });

  it("refuses an end before every purchase", () => {
    const columns = purchaseColumns([[{ day: 100, valueMinor: 500 }], [{ day: 120, valueMinor: 500 }]]);
    expect(() => appraiseShop(columns, 99)).toThrow("observationEnd is 99; allowed: from 100 on, the day of the first purchase");
    expect(appraiseShop(columns, 100).customers).toBe(2);
  });

  it.each([
    ["nothing", undefined, "purchases is undefined; allowed: an object with customers, offsets, day, valueMinor"],
    ["no columns", {}, "purchases.customers is undefined; allowed: an integer from 0 to 2147483646"],
    ["days with fractions", { day: Float64Array.of(1.5, 4, 9) }, "purchases.day is [object Float64Array]; allowed: an Int32Array"],
    ["customers that are none", { customers: -1 }, "customers is -1; allowed: an integer from 0"],
    ["more customers than rows", { customers: 7 }, "column offsets has 3 rows; allowed: 8"],
    ["days that fall", { day: Int32Array.of(9, 4, 9) }, "column day, row 1 is 4; allowed: a whole day from 10 to 2932896"],
    ["an unknown value", { valueMinor: Float64Array.of(1, NaN, 3) }, "column valueMinor, row 1 is NaN; allowed: a finite number"],
  ])("refuses columns with %s", (_, wrong, message) => {
    const fine = { customers: 2, offsets: Int32Array.of(0, 2, 3), day: Int32Array.of(1, 4, 9), valueMinor: Float64Array.of(1, 2, 3) };
    const given = wrong !== undefined && Object.keys(wrong).length > 0 ? { ...fine, ...wrong } : wrong;
    expect(appraiseShop(fine, 20).customers).toBe(2);
    expect(() => appraiseShop(given as never, 20)).toThrow(message);
    expect(() => backTestShop(given as never, 20, 1)).toThrow(message);
  });

  // Over all sizes from 30 to 320 once 9.1 %, once 5.5 %, else up to 4.7 %; pairs from 340 on 2.4 %. Where another model takes
  // over, which none does here, a drawn shop once moved by 15.7 % (docs/model.md).
  it.each([
    ["60 to 300", [73, 90, 91, 108, 109, 168, 208], 0.1],
    ["300 to 1,000", [300, 650, 1000], 0.02],
  ])("moves the total of %s customers by little when one more comes", (_, sizes, most) => {
    for (const size of sizes) expect(moveAt(size)).toBeLessThan(most);
  });
});
