import { MILLISECONDS_PER_DAY } from "#app/time/milliseconds-per-day.ts";

const PERIODS_DAYS = [30, 90, 365];

type Moment = { runId: bigint; since: Date };

/**
 * The moments to compare now with, and how many days ago they are: the newest that are as old as each period at least,
 * and the oldest there is where none is as old as the longest (days: null). Runs are a night apart give or take minutes,
 * hence rounded days.
 *
 * @param moments the oldest first
 */
export function flowPeriods<Of extends Moment>(moments: readonly Of[], now: Date): { days: number | null; moment: Of }[] {
  const ageOf = ({ since }: Moment) => Math.round((now.getTime() - since.getTime()) / MILLISECONDS_PER_DAY);
  const oldEnough = PERIODS_DAYS.map((days) => moments.findLast((it) => ageOf(it) >= days)).filter((it) => it !== undefined);
  // After nights without a run one moment may stand for two periods.
  const periods = [...new Set(oldEnough)].map((moment) => ({ days: ageOf(moment), moment }));
  const oldest = moments[0];
  const goesOn = oldest && oldEnough.length < PERIODS_DAYS.length && periods.at(-1)?.moment !== oldest;
  return goesOn ? [...periods, { days: null, moment: oldest }] : periods;
}
