import { logBetaKernel } from "#app/math/log-beta-kernel.ts";
import { checkParams } from "./check-input.ts";
import { fitGammaGamma } from "./fit-gamma-gamma.ts";
import type { FitOptions, Fitted } from "./fitted.ts";
import { type AverageValue, checkAverage, checkValues, type ValueTable } from "./value-table.ts";
import type { GammaGammaParams as Params } from "./value-likelihood.ts";

/**
 * Gamma-Gamma model of the value of a purchase (Fader & Hardie 2013, note 025, "The Gamma-Gamma model of monetary
 * value"; Colombo & Jiang 1999). A customer's purchases are Gamma(p, nu) and nu is Gamma(q, v) over the customers, so
 * her own mean value zeta = p / nu has nothing to do with how often she buys.
 *
 * v is in the unit of the values; p and q are pure numbers.
 */
export type GammaGammaParams = Params;
export type { ValueTable };

/**
 * Log-likelihood (eq. 1a) of the mean m of x purchases,
 *
 *     f(m | x) = 1 / B(p x, q) (x m / (v + x m))^(p x) (v / (v + x m))^q / m
 *
 * A customer without purchases says nothing and has the log-likelihood 0.
 */
export function logLikelihood(params: GammaGammaParams, c: AverageValue): number {
  checkParams(params, ["p", "q", "v"]);
  checkAverage(c);
  if (c.frequency === 0) {
    return 0;
  }
  if (c.monetaryValue === 0) {
    throw new RangeError("monetaryValue is 0; allowed: a number > 0 where there are purchases, for it has no density at 0");
  }
  const { p, q, v } = params;
  const total = c.frequency * c.monetaryValue;
  return logBetaKernel(p * c.frequency, q, total / (v + total), v / (v + total)) - Math.log(c.monetaryValue);
}

/** The formula of `expectedAverageValue`, without the checks. */
function posteriorMean({ p, q, v }: GammaGammaParams, frequency: number, monetaryValue: number): number {
  // In this order nothing is lost where q is near 1 and p small.
  const excess = q - 1 + p * frequency;
  const scale = p * (v + frequency * monetaryValue);
  return excess > 0 ? scale / excess : scale / (excess + 2);
}

/**
 * Expected value of a customer's purchases to come (eq. 5), in the unit of the values,
 *
 *     E[zeta | m, x] = p (v + x m) / (p x + q - 1)
 *
 * Where p x + q <= 1 (which takes q <= 1 and next to no purchases) zeta has no finite mean; its most frequent value
 * p (v + x m) / (p x + q + 1) stands in.
 */
export function expectedAverageValue(params: GammaGammaParams, c: AverageValue): number {
  checkParams(params, ["p", "q", "v"]);
  checkAverage(c);
  return posteriorMean(params, c.frequency, c.monetaryValue);
}

/**
 * Maximum-likelihood parameters of a shop. Rows without purchases or with nothing but free ones say nothing about the
 * value of a paid one and are left out.
 *
 * @throws only for input that is wrong, naming column, row, value and allowed range
 */
export function fit(table: ValueTable, options: FitOptions<GammaGammaParams> = {}): Fitted<GammaGammaParams> {
  checkValues(table);
  return fitGammaGamma(table, options);
}

/** Expected value of the purchases to come of every customer of a shop. */
export function score(params: GammaGammaParams, table: ValueTable): Float64Array {
  checkParams(params, ["p", "q", "v"]);
  checkValues(table);
  return table.frequency.map((frequency, row) => posteriorMean(params, frequency, table.monetaryValue[row]!));
}
