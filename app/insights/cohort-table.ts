import { fields, list, whole } from "#app/math/check-shape.ts";
import type { PurchaseColumns } from "#app/scoring/purchase-columns.ts";
import { monthOfDay } from "#app/time/months.ts";
import { type CohortLength, type CohortRow, cohortRows } from "./cohort-rows.ts";
import { cutPurchases } from "./cut-purchases.ts";
import { labelled, type LabelledValue } from "./labelled-value.ts";
import { monthCalendar } from "./month-calendar.ts";
import { splitByCohort } from "./split-by-cohort.ts";
import { valueCurve } from "./value-curve.ts";

/** Cumulative value and retention by months since the first purchase (cohortRows) of a shop's purchases. */
export function cohortTable(purchases: PurchaseColumns, observationEnd: number, length: CohortLength): CohortRow[] {
  const split = splitByCohort(purchases, observationEnd, "month");
  const { elapsed } = monthCalendar(split.groups[0]?.firstDay ?? observationEnd, observationEnd + 1);
  const cohorts = cutPurchases(purchases, split).map(({ group, purchases: own }) => {
    const { customers, buyers, valueMinor } = valueCurve(own, observationEnd, elapsed);
    return { month: monthOfDay(group.firstDay), customers, buyers, valueMinor, historicMinor: sumUpTo(own, observationEnd) };
  });
  return cohortRows(cohorts, observationEnd, length);
}

const checkRow = fields({ cells: list });

/** Cohort CLV: a cell of the table as a number that says what it is. */
export function cohortClv(row: CohortRow, monthsSinceFirst: number): LabelledValue {
  checkRow("row", row);
  whole(0)("monthsSinceFirst", monthsSinceFirst);
  const { customers, cells } = row;
  const cell = cells[monthsSinceFirst] ?? null;
  return labelled("cohort", {
    value: cell?.cumulativeMinor ?? null,
    factors: { monthsSinceFirst, customers },
    guards: cell === null ? ["not-observed-yet"] : ["looks-back-only"],
  });
}

function sumUpTo({ day, valueMinor }: PurchaseColumns, lastDay: number): number {
  return valueMinor.reduce((sum, value, row) => (day[row]! <= lastDay ? sum + value : sum), 0);
}
