/** Smaller probabilities are kept as logarithms until the recurrence has climbed above them. */
const SMALLEST_LOGARITHM = -690;

/**
 * P(NB >= n) for n = 1, 2, 3 … one a call, NB being the count of purchases within t at a rate that is Gamma(shape, rate):
 * negative binomial, P(NB = n) = (shape)_n / n! (1 - share)^shape share^n, share = t / (rate + t). By recurrence;
 * absolute error below 1e-12.
 *
 * @param odds t / rate
 */
export function negativeBinomialTail(shape: number, odds: number): () => number {
  const share = odds / (1 + odds);
  let logarithm = -shape * Math.log1p(odds);
  let exactly = Math.exp(logarithm);
  let reached = -Math.expm1(logarithm);
  let n = 0;
  return () => {
    n += 1;
    if (n > 1) {
      reached = Math.max(0, reached - exactly);
    }
    const growth = ((shape + (n - 1)) / n) * share;
    if (logarithm < SMALLEST_LOGARITHM) {
      logarithm += Math.log(growth);
      exactly = Math.exp(logarithm);
    } else {
      exactly *= growth;
    }
    return reached;
  };
}
