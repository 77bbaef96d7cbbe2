import { rankDistinct } from "#app/math/rank-distinct.ts";
import { checkParams, checkTable, type PurchaseTable } from "./check-input.ts";
import { discountSteps, type Expectation, expectOver, type Horizon } from "./discounted-purchases.ts";
import { expectedLifetime } from "./expected-lifetime.ts";
import { groupByFrequency } from "./frequency-groups.ts";
import { MOMENTS, type ParetoNbdParams } from "./pareto-states.ts";
import type { PurchaseScores } from "./score-geometric-dropout.ts";
import { createSilenceTable, fillSilenceTable, quietBetween, timeLogs } from "./silence-table.ts";

/**
 * Scores every customer of a shop; times in days. What a customer who is alive still buys is her mean rate times a
 * lifetime that depends on her age only, and is computed once for each age that occurs. P(alive) is read from one table
 * for each frequency (silence-table.ts). What is left for a row is one exponential.
 */
export function scoreParetoNbd(params: ParetoNbdParams, table: PurchaseTable, horizon: Horizon): PurchaseScores {
  checkParams(params, ["r", "alpha", "s", "beta"]);
  const { r, alpha, s, beta } = params;
  checkTable(table);
  const { distinct: frequencies, ranks: [frequencyAt] } = rankDistinct([table.frequency]);
  const { distinct: times, ranks: [recencyAt, ageAt] } = rankDistinct([table.recency, table.age]);
  const groups = groupByFrequency({
    frequencies,
    times,
    frequencyAt: frequencyAt!,
    recencyAt: recencyAt!,
    ageAt: ageAt!,
  });
  const silence = createSilenceTable(groups);
  const logs = timeLogs(times, params);
  const steps = discountSteps(horizon);
  /** By age: the time for which a customer who is alive stays. */
  const lifetimes = new Map<number, Expectation>();

  const rows = table.frequency.length;
  const scores: PurchaseScores = {
    probabilityAlive: new Float64Array(rows),
    expectedPurchases: new Float64Array(rows),
    discountedPurchases: new Float64Array(rows),
  };
  for (const group of groups) {
    const k = r + group.frequency;
    fillSilenceTable(silence, group, times, logs, params);
    for (let i = 0; i < group.rows.length; i++) {
      const row = group.rows[i]!;
      const age = ageAt![row]!;
      const quiet = quietBetween(logs, k, s, recencyAt![row]!, age);
      const likelihood =
        silence.dropped[group.recencyIn[i]! * MOMENTS]! + quiet * silence.remaining[group.ageIn[i]! * MOMENTS]!;
      let lifetime = lifetimes.get(age);
      if (lifetime === undefined) {
        lifetime = expectOver(steps, (days) => expectedLifetime(s, beta + times[age]!, days));
        lifetimes.set(age, lifetime);
      }
      const alive = quiet / likelihood;
      const rate = (alive * k) / (alpha + times[age]!);
      scores.probabilityAlive[row] = alive;
      scores.expectedPurchases[row] = rate * lifetime.plain;
      scores.discountedPurchases[row] = rate * lifetime.discounted;
    }
  }
  return scores;
}
