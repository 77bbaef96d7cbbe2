import { CHEBYSHEV_SAMPLES, chebyshevSeries } from "#app/math/chebyshev-series.ts";
import { type DiscountStep, type Expectation, expectOver } from "./discounted-purchases.ts";

/** A series costs its samples and as many coefficients from each: it pays for itself by several times as many calls. */
const FEW_CALLS = 8 * CHEBYSHEV_SAMPLES;

/** Where logarithms lie closer, their rounding is a large part of the way between them. */
const NARROW = 1e-6;

export type Ages = { youngest: number; oldest: number };

/** A positive function that is smooth and level by the logarithm of x, by a series where it is called often. */
function byLogarithm(f: (x: number) => number, low: number, high: number, calls: number): (x: number) => number {
  const from = Math.log(low);
  const to = Math.log(high);
  if (calls < FEW_CALLS || to - from < NARROW) {
    return f;
  }
  const series = chebyshevSeries((logX) => f(Math.exp(logX)), from, to);
  return series === null ? f : (x) => series(Math.log(x));
}

function onceEach<T>(f: (x: number) => T): (x: number) => T {
  const known = new Map<number, T>();
  return (x) => {
    let here = known.get(x);
    if (here === undefined) {
      here = f(x);
      known.set(x, here);
    }
    return here;
  };
}

/**
 * What customers of one frequency who are alive still buy within a horizon, by their age; times in days.
 *
 * An expectation has its singularities where tau = days / (alpha + age) is negative, so that by the logarithm of either,
 * and measured in tau, it is smooth and level from end to end: some thirty numbers stand for all its values, first by
 * tau, of which each age needs one a month, then by the age.
 *
 * @param curve     mean number of purchases by tau
 * @param steps     the horizon's, as `discountSteps` cuts it
 * @param customers how many there are of the frequency
 * @returns what is expected of a customer by her age, relative error about 1e-13
 */
export function expectedByAge(
  curve: (tau: number) => number,
  alpha: number,
  steps: readonly DiscountStep[],
  { youngest, oldest }: Ages,
  customers: number,
): (age: number) => Expectation {
  const end = steps.at(-1)!.untilDays;
  if (end === 0) {
    return () => ({ plain: 0, discounted: 0 });
  }
  const least = alpha + youngest;
  const most = alpha + oldest;
  const perTau = byLogarithm((tau) => curve(tau) / tau, steps[0]!.untilDays / most, end / least, customers * steps.length);
  /** By alpha + age, and times it. */
  const expected = onceEach((rate: number) => expectOver(steps, (days) => days * perTau(days / rate)));
  const plain = byLogarithm((rate) => expected(rate).plain, least, most, customers);
  const discounted = byLogarithm((rate) => expected(rate).discounted, least, most, customers);
  return onceEach((age) => ({ plain: plain(alpha + age) / (alpha + age), discounted: discounted(alpha + age) / (alpha + age) }));
}
