import { betaExpectation } from "#app/math/beta-expectation.ts";

/** Beyond these the positive series needs too many terms, or its first term underflows, and quadrature takes over. */
const MOST_TERMS = 4000;
const UNDERFLOW = 690;
const LAST_TERM = 1e-17;

/**
 * The mean number of purchases within a horizon of a customer who is alive now, as a function of
 * tau = horizon / rate. Her purchase rate is Gamma(shape, rate) and her dropout probability after each purchase
 * Beta(a, b), both already updated with what is known of her:
 *
 *     E = E_p { [1 - (1 + p tau)^-shape] / p }
 *       = (a+b-1)/(a-1) [1 - (1+tau)^-shape 2F1(shape, b; a+b-1; tau/(1+tau))]
 *
 * The second line is how Fader, Hardie & Lee (2005), eq. 9 and 10, print it. It divides by zero at a = 1 and loses
 * its digits near it. The first line is a mean of something positive, evaluated in either of two forms that never
 * subtract:
 *
 *     sum over n of NB(n) S(n),   S(n) = sum over j < n of (b)_j / (a+b)_j
 *
 * with NB(n) the negative binomial probability of n purchases if she never dropped out and S(n) how many of them she
 * stays for; and, where that series is long, quadrature over p.
 *
 * S depends on a and b only and the growth of NB(n) on the shape only: both are kept, so that many tau cost little.
 *
 * @returns the mean number of purchases by tau, tau >= 0; relative error about 1e-13
 */
export function expectedWhileAlive(a: number, b: number, shape: number): (tau: number) => number {
  const stays: number[] = [0];
  const growth: number[] = [0];
  let lastStay = 1;

  const extend = () => {
    const n = stays.length;
    stays.push(stays[n - 1]! + lastStay);
    lastStay *= (b + (n - 1)) / (a + b + (n - 1));
    growth.push((shape + (n - 1)) / n);
  };

  return (tau) => {
    if (tau === 0) {
      return 0;
    }
    const logSurvival = Math.log1p(tau);
    const ratio = tau / (1 + tau);
    const roughTerms = tau * shape + 10 * Math.sqrt(tau * (1 + tau) * shape) + 40 * (1 + tau);
    if (roughTerms > MOST_TERMS || shape * logSurvival > UNDERFLOW) {
      const mean = (p: number) => -Math.expm1(-shape * Math.log1p(p * tau)) / p;
      return betaExpectation(a, b, mean, -42 - Math.log(Math.max(1, shape) * tau));
    }
    let probability = Math.exp(-shape * logSurvival);
    let sum = 0;
    for (let n = 1; ; n++) {
      if (n === stays.length) {
        extend();
      }
      const factor = growth[n]! * ratio;
      probability *= factor;
      const term = probability * stays[n]!;
      sum += term;
      if (factor < 1 && term < LAST_TERM * sum * (1 - ratio)) {
        return sum;
      }
    }
  };
}
