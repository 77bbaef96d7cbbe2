import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Purchase } from "#app/clv/purchase-history.ts";
import { cohortClv, cohortTable } from "#app/insights/cohort-table.ts";
import type { CohortRow } from "#app/insights/cohort-rows.ts";
import { dateToDay } from "#app/time/date-to-day.ts";
import { dayToDate } from "#app/time/day-to-date.ts";
import { purchaseColumns } from "#app/scoring/purchase-columns.ts";
import { dayOf, firstDayOf, OBSERVATION_END, randomShop, sumOf } from "./random-shop.ts";

function bought(name: string, valueMinor: number): Purchase {
  return { day: dayOf(name), valueMinor };
}

/** January: two customers, of whom one comes back after one month and after three; February: one. */
const SHOP = [
  [bought("2025-01-05", 1000), bought("2025-01-20", 500), bought("2025-02-10", 300), bought("2025-04-05", 200)],
  [bought("2025-01-31", 2000)],
  [bought("2025-02-10", 900), bought("2025-03-09", 50), bought("2025-03-10", 60)],
];

const cumulative = ({ cells }: CohortRow) => cells.map((cell) => cell?.cumulativeMinor ?? null);
const retention = ({ cells }: CohortRow) => cells.map((cell) => cell?.retention ?? null);

describe("the cohort table by hand, watched to 30 April", () => {
  const table = cohortTable(purchaseColumns(SHOP), dayOf("2025-04-30"), "month");

  it("has a row a month of first purchases, with everyone and everything in it", () => {
    expect(table.map(({ cohort, customers, historicMinor }) => ({ ...cohort, customers, historicMinor }))).toEqual([
      { firstDay: dayOf("2025-01-01"), lastDay: dayOf("2025-01-31"), customers: 2, historicMinor: 4000 },
      { firstDay: dayOf("2025-02-01"), lastDay: dayOf("2025-02-28"), customers: 1, historicMinor: 1010 },
    ]);
  });

  it("cumulates value per customer by months since the first purchase, and leaves empty what is not over", () => {
    // Who came on 31 January completes month 2 on 30 April; who came on 28 February month 1 on 27 April.
    expect(table.map(cumulative)).toEqual([[1750, 1900, 1900], [950, 1010, null]]);
    expect(table.map(retention)).toEqual([[1, 0.5, 0], [1, 1, null]]);
    expect(table[0]!.cells[1]).toEqual({ n: 2, valueMinor: 300, totalMinor: 3800, cumulativeMinor: 1900, buyers: 1, retention: 0.5 });
  });

  it("fills the next cell on the very day that it is over", () => {
    expect(cohortTable(purchaseColumns(SHOP), dayOf("2025-04-29"), "month").map(cumulative)).toEqual([[1750, 1900], [950, 1010]]);
    expect(cohortTable(purchaseColumns(SHOP), dayOf("2025-05-30"), "month").map(cumulative)).toEqual([[1750, 1900, 1900, 2000], [950, 1010, 1010, null]]);
  });

  it("takes quarters, too", () => {
    const quarters = cohortTable(purchaseColumns(SHOP), dayOf("2025-05-30"), "quarter");
    expect(quarters.map(({ cohort, customers }) => ({ ...cohort, customers }))).toEqual([{ firstDay: dayOf("2025-01-01"), lastDay: dayOf("2025-03-31"), customers: 3 }]);
    // Who came on 31 March would complete month 1 on 30 May.
    expect(quarters.map(cumulative)).toEqual([[(1000 + 500 + 2000 + 900 + 50) / 3, (4450 + 300 + 60) / 3]]);
  });

  it("is a formula like the others, cell by cell", () => {
    expect(cohortClv(table[0]!, 1)).toMatchObject({
      formula: "cohort", value: 1900, unit: "minor", guards: ["looks-back-only"],
      factors: { monthsSinceFirst: { value: 1, unit: "months" }, customers: { value: 2 } },
    });
    expect(cohortClv(table[1]!, 2)).toMatchObject({ value: null, guards: ["not-observed-yet"] });
    expect(cohortClv(table[1]!, 99)).toMatchObject({ value: null, guards: ["not-observed-yet"] });
  });
});

/** Whole months by walking the calendar, month by month. */
function slowMonths(from: number, to: number): number {
  const date = dayToDate(from);
  for (let months = 0; ; months += 1) {
    const lastOfTarget = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months + 2, 0)).getUTCDate();
    const sameDay = Math.min(date.getUTCDate(), lastOfTarget + 1);
    if (to < dateToDay(new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months + 1, sameDay)))) return months;
  }
}

describe("cohort tables of random shops", () => {
  it("are what a slow count over each customer's purchases gives", () => {
    fc.assert(fc.property(randomShop, (shop) => {
      for (const { cohort, customers, cells } of cohortTable(purchaseColumns(shop), OBSERVATION_END, "month")) {
        const members = shop.filter((own) => own.length > 0 && firstDayOf(own) >= cohort.firstDay && firstDayOf(own) <= cohort.lastDay);
        expect(customers).toBe(members.length);
        cells.forEach((cell, month) => {
          expect(cell === null).toBe(slowMonths(cohort.lastDay, OBSERVATION_END + 1) <= month);
          if (cell === null) return;
          const upTo = members.map((own) => own.filter(({ day }) => slowMonths(firstDayOf(own), day) <= month));
          expect(cell.n).toBe(members.length);
          expect(cell.cumulativeMinor).toBe(sumOf(upTo.flat().map(({ valueMinor }) => valueMinor)) / members.length);
          expect(cell.buyers).toBe(upTo.filter((own) => own.some(({ day }) => slowMonths(firstDayOf(own), day) === month)).length);
        });
      }
    }), { numRuns: 40 });
  });

  it("sum to the historic value: rows always, cells where a cohort was watched past its last purchase", () => {
    fc.assert(fc.property(randomShop, fc.constantFrom("month" as const, "quarter" as const), (shop, length) => {
      const total = sumOf(shop.flat().map(({ valueMinor }) => valueMinor));
      const columns = purchaseColumns(shop);
      expect(sumOf(cohortTable(columns, OBSERVATION_END, length).map(({ historicMinor }) => historicMinor))).toBe(total);
      const later = cohortTable(columns, OBSERVATION_END + 1000, length);
      expect(sumOf(later.flatMap(({ cells }) => cells.map((cell) => cell?.valueMinor ?? 0)))).toBe(total);
      for (const { cells, historicMinor, customers } of later) {
        expect(cells.findLast((cell) => cell !== null)!.cumulativeMinor).toBe(historicMinor / customers);
      }
    }));
  });

  it("never change a filled cell as time goes on", () => {
    fc.assert(fc.property(randomShop, fc.integer({ min: 0, max: 800 }), (shop, daysBefore) => {
      const columns = purchaseColumns(shop);
      const earlier = cohortTable(columns, OBSERVATION_END - daysBefore, "month");
      const now = cohortTable(columns, OBSERVATION_END, "month");
      for (const row of earlier) {
        const same = now.find(({ cohort }) => cohort.firstDay === row.cohort.firstDay)!;
        row.cells.forEach((cell, month) => cell !== null && expect(same.cells[month]).toEqual(cell));
      }
    }));
  });
});
