import { incompleteBeta } from "#app/math/incomplete-beta.ts";
import { logBetaKernel } from "#app/math/log-beta-kernel.ts";

/** Beyond, the continued fraction of the lower tail cancels: it loses a digit for each of the shape's. */
const LARGEST_FOR_FRACTION = 1e3;

/**
 * P(NB >= n) of a negative binomial count, P(NB = n) = (shape)_n / n! quiet^shape share^n: an incomplete beta function.
 * One minus a running sum, as printed, would lose small tails; where the count is likely to be reached and the shape is
 * large, it is what keeps the digits: terms fall from the largest on. Where hardly anybody buys, what is left of one beside
 * the lower tail is rounding, and the sum is one of whoever buys at all.
 *
 * @param n     >= 1
 * @param share odds / (1 + odds)
 * @param quiet 1 - share, given apart so that the smaller of the two is exact
 */
export function negativeBinomialAtLeast(n: number, shape: number, share: number, quiet: number): number {
  const isLikely = share * (n + shape + 2) >= n + 1;
  const nobody = shape * (share < quiet ? Math.log1p(-share) : Math.log(quiet));
  // The sum drifts by a rounding's worth of sqrt(n), the fraction loses as much as P(NB >= 1) is small.
  if (isLikely && -Math.sqrt(n) * Math.expm1(nobody) < 1) return amongBuyers(n, shape, share, nobody);
  if (!isLikely || shape <= LARGEST_FOR_FRACTION) return incompleteBeta(n, shape, share, quiet);
  let below = 0;
  // P(NB = n), from which each one below is a factor away.
  let exactly = Math.exp(logBetaKernel(n, shape, share, quiet)) / n;
  for (let count = n; count > 0; count -= 1) {
    exactly *= count / ((shape + (count - 1)) * share);
    if (below + exactly === below) break;
    below += exactly;
  }
  return 1 - below;
}

/** P(NB >= 1) less those who stay below n; where n is likely for a buyer, no digits are lost. nobody is log P(NB = 0). */
function amongBuyers(n: number, shape: number, share: number, nobody: number): number {
  let exactly = Math.exp(nobody);
  let below = 0;
  for (let count = 1; count < n; count += 1) {
    exactly *= ((shape + (count - 1)) / count) * share;
    below += exactly;
  }
  return -Math.expm1(nobody) - below;
}
