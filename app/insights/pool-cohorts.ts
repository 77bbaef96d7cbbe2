import { atLeast, fields, finite, listOf } from "#app/math/check-shape.ts";
import { accumulate, type ValueCurve } from "./value-curve.ts";

export type WatchedCohort = {
  customers: number;
  /** What they brought in each month since their first purchase, for as many as all of them have been watched. */
  valueMinor: readonly number[];
};

const checkCohorts = listOf(fields({ customers: atLeast(1), valueMinor: listOf(finite) }));

/** The mean customer of several cohorts by months (valueCurve): each month counts those who have been watched through it. */
export function poolCohorts(cohorts: readonly WatchedCohort[]): Omit<ValueCurve, "buyers"> {
  checkCohorts("cohorts", cohorts);
  const months = Math.max(0, ...cohorts.map((it) => it.valueMinor.length));
  const observed = new Float64Array(months);
  const valueMinor = new Float64Array(months);
  for (const cohort of cohorts) {
    cohort.valueMinor.forEach((value, month) => {
      observed[month]! += cohort.customers;
      valueMinor[month]! += value;
    });
  }
  const customers = cohorts.reduce((sum, cohort) => sum + cohort.customers, 0);
  return { customers, observed, valueMinor, cumulativeMinor: accumulate(valueMinor, observed) };
}
