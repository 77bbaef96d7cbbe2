import { oneOf } from "#app/math/check-shape.ts";
import { checkPurchases } from "#app/scoring/check-purchases.ts";
import type { PurchaseColumns } from "#app/scoring/purchase-columns.ts";
import { type Cohort, COHORT_LENGTHS, COHORT_MONTHS, type CohortLength } from "./cohort-rows.ts";
import { earliestDay, firstDays } from "./first-days.ts";
import { monthCalendar } from "./month-calendar.ts";
import type { Split } from "./split.ts";

/** Customers by the calendar month or quarter of their first purchase, oldest first; whoever had not come yet is in none. */
export function splitByCohort(purchases: PurchaseColumns, observationEnd: number, length: CohortLength): Split<Cohort> {
  checkPurchases(purchases, observationEnd);
  oneOf(COHORT_LENGTHS)("length", length);
  const firsts = firstDays(purchases);
  const { monthOf, startOf } = monthCalendar(earliestDay(firsts, observationEnd), observationEnd);
  const months = COHORT_MONTHS[length];
  const periods = firsts.map((first) => (first > observationEnd ? -1 : Math.floor(monthOf(first) / months)));
  const present = [...new Set(periods)].filter((period) => period >= 0).sort((a, b) => a - b);
  const indexOf = new Map(present.map((period, index) => [period, index]));
  return {
    groups: present.map((period) => ({ firstDay: startOf(period * months), lastDay: startOf((period + 1) * months) - 1 })),
    groupOf: Int32Array.from(periods, (period) => indexOf.get(period) ?? -1),
  };
}
