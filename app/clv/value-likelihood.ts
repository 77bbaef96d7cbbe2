import { digamma, trigamma } from "#app/math/digamma.ts";
import { logBeta } from "#app/math/log-beta.ts";
import type { Derivatives } from "#app/math/maximise-damped-newton.ts";
import { rankDistinct } from "#app/math/rank-distinct.ts";
import type { ValueTable } from "./value-table.ts";

/** p and q are pure numbers, v is in the unit of the values. */
export type GammaGammaParams = { p: number; q: number; v: number };

/**
 * The log-likelihood of a whole table with gradient and Hessian by (p, q, v), made for speed. With s = x m the total
 * value of a customer's purchases,
 *
 *     ln f = -ln B(p x, q) - p x ln(1 + v/s) - q ln(1 + s/v) - ln m
 *
 * Beta, digamma and trigamma depend on x only and are computed once for each distinct frequency. What is left for a
 * row is one logarithm and one division.
 *
 * Rows without purchases, or with free ones only, have s = 0 and say nothing: they are left out.
 */
export function valueLikelihood(table: ValueTable): (params: Float64Array) => Derivatives {
  const { frequency, monetaryValue, weight } = table;
  const { distinct: frequencies, ranks: [frequencyAt] } = rankDistinct([frequency]);
  const total = new Float64Array(frequency.length);
  const customers = new Float64Array(frequencies.length);
  const logTotals = new Float64Array(frequencies.length);
  let logMeans = 0;
  for (let row = 0; row < total.length; row++) {
    total[row] = frequency[row]! * monetaryValue[row]!;
    if (total[row]! > 0) {
      const count = weight?.[row] ?? 1;
      customers[frequencyAt![row]!]! += count;
      logTotals[frequencyAt![row]!]! += count * Math.log(total[row]!);
      logMeans += count * Math.log(monetaryValue[row]!);
    }
  }

  return (params) => {
    const [p, q, v] = params as unknown as [number, number, number];
    const logs = new Float64Array(frequencies.length);
    const inverses = new Float64Array(frequencies.length);
    const squares = new Float64Array(frequencies.length);
    for (let row = 0; row < total.length; row++) {
      if (total[row]! > 0) {
        const at = frequencyAt![row]!;
        const count = weight === undefined ? 1 : weight[row]!;
        const inverse = 1 / (total[row]! + v);
        logs[at]! += count * Math.log1p(total[row]! / v);
        inverses[at]! += count * inverse;
        squares[at]! += count * inverse * inverse;
      }
    }
    let value = -logMeans;
    const gradient = new Float64Array(3);
    const hessian = [new Float64Array(3), new Float64Array(3), new Float64Array(3)] as const;
    for (let at = 0; at < frequencies.length; at++) {
      const x = frequencies[at]!;
      const n = customers[at]!;
      if (n === 0) {
        continue;
      }
      const px = p * x;
      const log = logs[at]!;
      /** Sum of ln(s / (s + v)). */
      const share = logTotals[at]! - n * Math.log(v) - log;
      const outside = n / v - inverses[at]!;
      value += -n * logBeta(px, q) + px * share - q * log;
      gradient[0]! += x * (n * (digamma(px + q) - digamma(px)) + share);
      gradient[1]! += n * (digamma(px + q) - digamma(q)) - log;
      gradient[2]! += q * outside - px * inverses[at]!;
      hessian[0][0]! += x * x * n * (trigamma(px + q) - trigamma(px));
      hessian[1][0]! += x * n * trigamma(px + q);
      hessian[1][1]! += n * (trigamma(px + q) - trigamma(q));
      hessian[2][0]! -= x * inverses[at]!;
      hessian[2][1]! += outside;
      hessian[2][2]! += (px + q) * squares[at]! - (q * n) / (v * v);
    }
    hessian[0][1] = hessian[1][0]!;
    hessian[0][2] = hessian[2][0]!;
    hessian[1][2] = hessian[2][1]!;
    return { value, gradient, hessian: [...hessian] };
  };
}
