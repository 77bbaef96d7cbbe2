import { MILLISECONDS_PER_DAY } from "#app/time/milliseconds-per-day.ts";

const PERIODS_DAYS = [30, 90, 365];

type Moment = { runId: bigint; since: Date };

/**
 * The moments to compare now with: the newest that are so many days ago at least, and the oldest there is where none is
 * as old as the longest period (days: null). Runs are a night apart give or take minutes, hence rounded days.
 *
 * @param moments the oldest first
 */
export function flowPeriods<Of extends Moment>(moments: readonly Of[], now: Date): { days: number | null; moment: Of }[] {
  const ageOf = ({ since }: Moment) => Math.round((now.getTime() - since.getTime()) / MILLISECONDS_PER_DAY);
  const periods: { days: number | null; moment: Of }[] = PERIODS_DAYS.flatMap((days) => {
    const moment = moments.findLast((it) => ageOf(it) >= days);
    return moment ? [{ days, moment }] : [];
  });
  const oldest = moments[0];
  return oldest && periods.length < PERIODS_DAYS.length && periods.at(-1)?.moment !== oldest ? [...periods, { days: null, moment: oldest }] : periods;
}
