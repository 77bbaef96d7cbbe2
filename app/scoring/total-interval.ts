import { between, type Check, fields, refuse } from "#app/math/check-shape.ts";
import { normalQuantile } from "#app/math/normal-quantile.ts";
import { NOMINAL_LEVEL } from "./nominal-level.ts";
import type { SharedUncertainty } from "./run-interval.ts";

const TAIL = (1 - NOMINAL_LEVEL) / 2;

export type Uncertainty = SharedUncertainty & {
  /** Variance by chance, in minor units squared: of independent customers it is the sum of theirs. */
  processVariance: number;
  /** ln of the probability that nobody buys at all. */
  logNothing: number;
};

/** Two of these squared and multiplied are a number still. */
const amount = between(0, 1e75);

/** Where somebody is sure to buy, the logarithm of nothing is -Infinity. */
const logProbability: Check = (place, value) => {
  if (!(typeof value === "number" && value <= 0)) refuse(place, value, "a number up to 0, or -Infinity");
};

const checkUncertainty = fields({ processVariance: amount, logNothing: logProbability, leastOrder: amount, parameterVariance: amount, levelDeviation: amount });

/**
 * The 80 % interval of the predicted total of a group of customers, the whole shop or a segment; what is unsure for all
 * of them alike, parameters and level, is the shop's. Where anything is sold at all, that is an order at least, and what is
 * more than the least order is taken to be lognormal, so that the total has
 *
 *     mean  M / (1 - P(nothing)),   E[square]  (process variance + M^2 (1 + parameters + level)) / (1 - P(nothing))
 *
 * A sum over many customers is close to normal, and so is that lognormal; with few it is skewed as they are, and zero
 * has its own probability. A tenth lies below and a tenth above; where a tenth is nothing at all, a fifth lies above,
 * but never the mean. Where four fifths are nothing, that is the whole interval.
 *
 * On simulated shops whose level is known it held 71 % of the totals of 30 customers, 76 % of 60, 78 % of 150 and 500,
 * 80 % of 2,000: small shops' fits end at a limit of the model (no dropout seen yet) now and then, and how far off that is
 * no variance tells. The level's own uncertainty outweighs that (docs/model.md).
 *
 * @param expectedMinor the sum of the predicted values, >= 0
 * @throws for a number that cannot be what its name says, naming it and what is allowed
 */
export function totalInterval(expectedMinor: number, uncertainty: Uncertainty): { lowerMinor: number; upperMinor: number } {
  amount("expectedMinor", expectedMinor);
  checkUncertainty("uncertainty", uncertainty);
  const { processVariance, logNothing, leastOrder, parameterVariance, levelDeviation } = uncertainty;
  const nothing = Math.exp(logNothing);
  if (expectedMinor === 0 || nothing >= NOMINAL_LEVEL) {
    return { lowerMinor: 0, upperMinor: 0 };
  }
  const some = -Math.expm1(logNothing);
  const relative = processVariance / expectedMinor ** 2 + parameterVariance + levelDeviation ** 2;
  const mean = expectedMinor / some;
  const variance = Math.max(0, mean ** 2 * ((1 + relative) * some - 1));
  const least = Math.min(leastOrder, mean);
  const spread = least < mean ? Math.log1p(variance / (mean - least) ** 2) : 0;
  const minorAt = (share: number) => {
    const z = normalQuantile((share - nothing) / some);
    return Math.min(Number.MAX_SAFE_INTEGER, Math.round(least + (mean - least) * Math.exp(z * Math.sqrt(spread) - spread / 2)));
  };
  return nothing < TAIL
    ? { lowerMinor: minorAt(TAIL), upperMinor: minorAt(1 - TAIL) }
    : { lowerMinor: 0, upperMinor: Math.max(minorAt(NOMINAL_LEVEL), Math.ceil(expectedMinor)) };
}
