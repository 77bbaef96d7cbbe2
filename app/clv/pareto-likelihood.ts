import type { Derivatives } from "#app/math/maximise-damped-newton.ts";
import type { CompressedHistories } from "./compress-histories.ts";
import { groupByFrequency } from "./frequency-groups.ts";
import { MOMENTS } from "./pareto-states.ts";
import { createSilenceTable, fillSilenceTable, quietBetween, timeLogs } from "./silence-table.ts";

const SIZE = 4;
const BY_ALPHA = 1;
const BY_BETA = 3;

/** From the derivatives by (r, ln alpha, s, ln beta), 4 first and 10 lower second ones, to those by the parameters. */
function byParams(value: number, slopes: Float64Array, curvatures: Float64Array, scale: number[]): Derivatives {
  const gradient = slopes.map((slope, i) => slope / scale[i]!);
  const hessian = scale.map(() => new Float64Array(SIZE));
  let at = 0;
  for (let i = 0; i < SIZE; i++) {
    for (let j = 0; j <= i; j++) {
      const ofLogarithm = i === j && (i === BY_ALPHA || i === BY_BETA) ? slopes[i]! : 0;
      const curvature = (curvatures[at]! - ofLogarithm) / (scale[i]! * scale[j]!);
      hessian[i]![j] = curvature;
      hessian[j]![i] = curvature;
      at += 1;
    }
  }
  return { value, gradient, hessian };
}

/**
 * The log-likelihood of a whole table with its gradient and Hessian by (r, alpha, s, beta), made for speed. The
 * hypergeometric functions of print are integrals over the time of dropping out (pareto-states.ts), one table of which
 * serves all customers of a frequency (silence-table.ts). Rising factorials are running sums over the frequencies.
 * What is left for a row is one exponential and one logarithm.
 */
export function paretoLikelihood(table: CompressedHistories): (params: Float64Array) => Derivatives {
  const { times, recencyAt, ageAt, count } = table;
  const groups = groupByFrequency(table);
  const silence = createSilenceTable(groups);
  const { dropped, remaining } = silence;

  return (point) => {
    const [r, alpha, s, beta] = point as unknown as [number, number, number, number];
    const params = { r, alpha, s, beta };
    const logs = timeLogs(times, params);
    const slopes = new Float64Array(SIZE);
    const curvatures = new Float64Array(MOMENTS - 1 - SIZE);
    const mean = new Float64Array(SIZE);
    let value = 0;
    /** ln (r)_x alpha^-x and its two derivatives by r. */
    let rising = 0;
    let risingSlope = 0;
    let risingCurvature = 0;
    let factors = 0;
    for (const group of groups) {
      const k = r + group.frequency;
      for (; factors < group.frequency; factors++) {
        const inverse = 1 / (r + factors);
        rising += Math.log((r + factors) / alpha);
        risingSlope += inverse;
        risingCurvature -= inverse * inverse;
      }
      fillSilenceTable(silence, group, times, logs, params);
      let customers = 0;
      for (let i = 0; i < group.rows.length; i++) {
        const row = group.rows[i]!;
        const recency = recencyAt[row]!;
        const age = ageAt[row]!;
        const quiet = quietBetween(logs, k, s, recency, age);
        const from = group.recencyIn[i]! * MOMENTS;
        const to = group.ageIn[i]! * MOMENTS;
        const n = count[row]!;
        const likelihood = dropped[from]! + quiet * remaining[to]!;
        const share = 1 / likelihood;
        customers += n;
        value += n * (Math.log(likelihood) - k * logs.alpha[recency]! - s * logs.beta[recency]!);
        let at = 1;
        for (let j = 0; j < SIZE; j++, at++) {
          mean[j] = share * (dropped[from + at]! + quiet * remaining[to + at]!);
          slopes[j]! += n * mean[j]!;
        }
        let entry = 0;
        for (let j = 0; j < SIZE; j++) {
          for (let l = 0; l <= j; l++, at++, entry++) {
            const product = share * (dropped[from + at]! + quiet * remaining[to + at]!);
            curvatures[entry]! += n * (product - mean[j]! * mean[l]!);
          }
        }
      }
      value += customers * rising;
      slopes[0]! += customers * risingSlope;
      slopes[BY_ALPHA]! -= customers * group.frequency;
      curvatures[0]! += customers * risingCurvature;
    }
    return byParams(value, slopes, curvatures, [1, alpha, 1, beta]);
  };
}
