import { findAlerts, MEASURES } from "#app/insights/find-alerts.ts";
import { judgeChange } from "#app/insights/judge-change.ts";
import type { Overview, Period } from "#app/insights/overview.ts";
import { type Ratio, valueOf } from "#app/insights/ratio.ts";
import { dayName } from "#app/time/day-name.ts";

/** A run's overview as the first page says it: each number with the one before, how many it is of, and what chance makes of it. */
export function shownOverview({ periods, concentration, forecasts }: Overview) {
  const [now, before] = periods;
  return {
    days: now?.days ?? 0,
    measures: now ? MEASURES.map((measure) => ({ measure, ...compared(now[measure], before?.[measure] ?? null) })) : [],
    past: periods.map((period) => ({ to: dayName(period.toDay), n: period.repeatCustomers.n, ...valuesOf(period) })),
    alerts: findAlerts(periods),
    concentration,
    forecasts,
  };
}

function compared(now: Ratio | null, before: Ratio | null) {
  return {
    value: now && valueOf(now),
    n: now?.n ?? 0,
    before: before && valueOf(before),
    change: now && before ? judgeChange(now, before) : null,
  };
}

function valuesOf(period: Period) {
  const values = MEASURES.map((measure) => [measure, period[measure] && valueOf(period[measure])] as const);
  return Object.fromEntries(values) as Record<(typeof MEASURES)[number], number | null>;
}
