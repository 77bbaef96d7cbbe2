import type { Derivatives } from "#app/math/maximise-damped-newton.ts";
import type { CompressedHistories } from "./compress-histories.ts";
import type { CoinsAtStart, GeometricDropoutParams } from "./geometric-dropout.ts";

/**
 * The part of the log-likelihood that tells the silent from the gone: the sum over the customers of ln(1 + o), where
 *
 *     ln o = ln a - ln(b+k-1) + (r+x) d,   d = ln(1 + T/alpha) - ln(1 + t_x/alpha)
 *
 * with gradient and Hessian by (r, alpha, a, b). The first derivative of ln(1 + o) by ln o is w = o / (1 + o), the
 * probability of having dropped out; the second is w (1 - w). This loop is the cost of a fit, so all sums are locals.
 *
 * @param logs     ln(1 + time / alpha) by rank of the time
 * @param inverses 1 / (alpha + time), likewise
 */
export function droppedLikelihood(
  start: CoinsAtStart,
  table: CompressedHistories,
  { r, a, b }: Pick<GeometricDropoutParams, "r" | "a" | "b">,
  logs: Float64Array,
  inverses: Float64Array,
): Derivatives {
  const { frequencies, frequencyAt, recencyAt, ageAt, count } = table;
  const byB = frequencies.map((x) => (x + start === 0 ? 0 : 1 / (b + (x + start - 1))));
  const logOdds = byB.map((inverse) => Math.log(a * inverse));
  let value = 0;
  let toR = 0;
  let toAlpha = 0;
  let toOdds = 0;
  let toB = 0;
  let oddsTwice = 0;
  let rTwice = 0;
  let rAlpha = 0;
  let alphaTwice = 0;
  let bTwice = 0;
  let rOdds = 0;
  let alphaOdds = 0;
  let rB = 0;
  let alphaB = 0;
  let oddsB = 0;
  for (let row = 0; row < count.length; row++) {
    const at = frequencyAt[row]!;
    const db = -byB[at]!;
    if (db === 0) {
      continue;
    }
    const age = ageAt[row]!;
    const recency = recencyAt[row]!;
    const exponent = r + frequencies[at]!;
    const dr = logs[age]! - logs[recency]!;
    const difference = inverses[age]! - inverses[recency]!;
    const dAlpha = exponent * difference;
    const log = logOdds[at]! + exponent * dr;
    const small = Math.exp(log > 0 ? -log : log);
    const dropped = (log > 0 ? 1 : small) / (1 + small);
    const first = count[row]! * dropped;
    const second = first * (1 - dropped);
    value += count[row]! * ((log > 0 ? log : 0) + Math.log(1 + small));
    toR += first * dr;
    toAlpha += first * dAlpha;
    toOdds += first;
    toB += first * db;
    oddsTwice += second;
    rTwice += second * dr * dr;
    rAlpha += second * dr * dAlpha + first * difference;
    alphaTwice += second * dAlpha * dAlpha - first * dAlpha * (inverses[age]! + inverses[recency]!);
    bTwice += (second + first) * db * db;
    rOdds += second * dr;
    alphaOdds += second * dAlpha;
    rB += second * dr * db;
    alphaB += second * dAlpha * db;
    oddsB += second * db;
  }
  return {
    value,
    gradient: Float64Array.of(toR, toAlpha, toOdds / a, toB),
    hessian: [
      Float64Array.of(rTwice, rAlpha, rOdds / a, rB),
      Float64Array.of(rAlpha, alphaTwice, alphaOdds / a, alphaB),
      Float64Array.of(rOdds / a, alphaOdds / a, (oddsTwice - toOdds) / (a * a), oddsB / a),
      Float64Array.of(rB, alphaB, oddsB / a, bTwice),
    ],
  };
}
