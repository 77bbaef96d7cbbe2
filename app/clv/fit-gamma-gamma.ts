import { maximiseDampedNewton } from "#app/math/maximise-damped-newton.ts";
import { checkOptions, type FitOptions, type Fitted, MOST_ITERATIONS } from "./fitted.ts";
import { type Limit, reachLimits } from "./limits.ts";
import { type GammaGammaParams, valueLikelihood } from "./value-likelihood.ts";
import type { ValueTable } from "./value-table.ts";

/** Coordinates of the search: p, q and p v / q, which is close to the mean value. */
const POWERS = [
  [1, 0, 0],
  [0, 1, 0],
  [-1, 1, 1],
];
/** p and q stay within these, p v / q within these times the mean value: beyond, predictions are the same. */
const SMALLEST = 1e-6;
const LARGEST = 1e6;
/** Values that differ by less, relatively, are equal but for the rounding of a mean. */
const SAME_VALUE = 1e-9;

const LIMITS: Limit<GammaGammaParams>[] = [
  {
    name: "no variation within a customer",
    isNear: ({ p }) => p > 1e2,
    reach: ({ p, q, v }) => ({ p: LARGEST, q, v: (p * v) / LARGEST }),
  },
  {
    name: "same average value for everyone",
    isNear: ({ q }) => q > 1e2,
    reach: ({ p, q, v }) => ({ p, q: LARGEST, v: (v * LARGEST) / q }),
  },
];

/** Mean value over the customers who paid something, and how far their averages lie apart; null if there is none. */
function spreadOf({ frequency, monetaryValue, weight }: ValueTable): { mean: number; range: number } | null {
  let sum = 0;
  let customers = 0;
  let least = Infinity;
  let most = 0;
  for (let row = 0; row < frequency.length; row++) {
    const count = weight?.[row] ?? 1;
    if (count * frequency[row]! * monetaryValue[row]! > 0) {
      sum += count * monetaryValue[row]!;
      customers += count;
      least = Math.min(least, monetaryValue[row]!);
      most = Math.max(most, monetaryValue[row]!);
    }
  }
  return customers > 0 ? { mean: sum / customers, range: most - least } : null;
}

/** Parameters that expect the same value of every purchase of everyone, whatever she spent. */
function expecting(mean: number): GammaGammaParams {
  const q = LARGEST * LARGEST;
  return { p: LARGEST, q, v: (mean * (q - 1)) / LARGEST };
}

/**
 * Maximum-likelihood fit of the Gamma-Gamma model: damped Newton on the logarithms of the parameters. Where all
 * customers' averages are equal the model is not identified: the fit then expects that value of everyone and says so.
 */
export function fitGammaGamma(table: ValueTable, options: FitOptions<GammaGammaParams>): Fitted<GammaGammaParams> {
  checkOptions(options, ["p", "q", "v"]);
  const spread = spreadOf(table);
  if (spread === null) {
    return { params: expecting(1), logLikelihood: 0, converged: true, iterations: 0, boundary: "no order values" };
  }
  const { mean, range } = spread;
  const evaluate = valueLikelihood(table);
  const likelihoodAt = ({ p, q, v }: GammaGammaParams) => evaluate(Float64Array.of(p, q, v)).value;
  if (range <= SAME_VALUE * mean) {
    const params = expecting(mean);
    const logLikelihood = likelihoodAt(params);
    return { params, logLikelihood, converged: true, iterations: 1, boundary: "equal order values" };
  }

  const first = options.start ?? { p: 2, q: 3, v: mean };
  const maximum = maximiseDampedNewton(
    evaluate,
    {
      powers: POWERS,
      start: [first.p, first.q, (first.p * first.v) / first.q],
      lower: [SMALLEST, SMALLEST, mean * SMALLEST],
      upper: [LARGEST, LARGEST, mean * LARGEST],
    },
    options.maxIterations ?? MOST_ITERATIONS,
  );
  const [p, q, v] = maximum.params as [number, number, number];
  return {
    ...reachLimits(LIMITS, { params: { p, q, v }, logLikelihood: maximum.value }, likelihoodAt),
    converged: maximum.converged,
    iterations: maximum.iterations,
  };
}
