import type { FrequencyGroup } from "./frequency-groups.ts";
import { addDropout, addState, MOMENTS, type ParetoNbdParams } from "./pareto-states.ts";

/**
 * For the customers of one frequency, all that silence may mean, by the places of the times that occur among them:
 *
 *     dropped    moments of having dropped out from a time on, to the last one, measured in w(time)
 *     remaining  moments of being alive at a time, less `dropped` there
 *
 * A customer's moments, measured in w(t_x), are then dropped at t_x plus w(T)/w(t_x) times remaining at T, so that a
 * row costs no integral. Measured in the likelihood at their own time, the numbers stay near 1 for any frequency.
 */
export type SilenceTable = { dropped: Float64Array; remaining: Float64Array };

/** A table for the group that has most times, to be filled for one group after the other. */
export function createSilenceTable(groups: readonly FrequencyGroup[]): SilenceTable {
  const most = groups.reduce((length, { times }) => Math.max(length, times.length), 0);
  return { dropped: new Float64Array(most * MOMENTS), remaining: new Float64Array(most * MOMENTS) };
}

/** ln(1 + time/alpha) and ln(1 + time/beta) by rank of the time. */
export type TimeLogs = { alpha: Float64Array; beta: Float64Array };

export function timeLogs(times: Float64Array, { alpha, beta }: ParetoNbdParams): TimeLogs {
  return { alpha: times.map((time) => Math.log1p(time / alpha)), beta: times.map((time) => Math.log1p(time / beta)) };
}

/** w at one time, measured in w at an earlier one, both given by their ranks: the likelihood of nothing happening. */
export function quietBetween(logs: TimeLogs, k: number, s: number, earlier: number, later: number): number {
  const fall = k * (logs.alpha[later]! - logs.alpha[earlier]!) + s * (logs.beta[later]! - logs.beta[earlier]!);
  return Math.exp(-fall);
}

/** Fills the table for one group, from its last time back to its first. */
export function fillSilenceTable(
  { dropped, remaining }: SilenceTable,
  group: FrequencyGroup,
  times: Float64Array,
  logs: TimeLogs,
  params: ParetoNbdParams,
): void {
  const k = params.r + group.frequency;
  const length = group.times.length * MOMENTS;
  dropped.fill(0, 0, length);
  remaining.fill(0, 0, length);
  for (let place = group.times.length - 1; place >= 0; place--) {
    const here = group.times[place]!;
    const at = place * MOMENTS;
    if (place + 1 < group.times.length) {
      const next = group.times[place + 1]!;
      addDropout(dropped, at, params, k, times[here]!, times[next]!);
      const quiet = quietBetween(logs, k, params.s, here, next);
      for (let i = at; i < at + MOMENTS; i++) {
        dropped[i]! += quiet * dropped[i + MOMENTS]!;
      }
    }
    addState(remaining, at, params, k, times[here]!, logs.alpha[here]!, logs.beta[here]!, 0, 1);
    for (let i = at; i < at + MOMENTS; i++) {
      remaining[i]! -= dropped[i]!;
    }
  }
}
