import { visitGaussLegendre } from "#app/math/gauss-legendre.ts";
import { checkAtLeastZero, checkParams } from "./check-input.ts";
import { negativeBinomialTail } from "./negative-binomial-tail.ts";
import type { ParetoNbdParams } from "./pareto-states.ts";
import { checkCustomer, collectCounts, type PurchaseCounts } from "./purchase-counts.ts";

/**
 * Purchases within a horizon of a customer who is alive now, in Pareto/NBD. Her rate is Gamma(r + x, alpha + T) and her
 * dropout rate Gamma(s, beta + T), so she is still there after u with S(u) = ((beta+T) / (beta+T+u))^s, and
 *
 *     P(N >= n) = S(h) P(NB_h >= n) + integral over S from S(h) to 1 of P(NB_u(S) >= n) dS
 *
 * NB_u being the negative binomial count within u (a mixture over the moment of leaving; Fader & Hardie 2005, note 009,
 * has the closed form in hypergeometric functions). The integral is a 16-point Gauss-Legendre sum: absolute error 1e-8 where
 * customers stay for about as long as they are watched, up to 7e-4 where they leave at once or never (docs/model.md).
 *
 * @param horizon in the time unit of alpha, beta and of the ages
 */
export function paretoNbdCounts(params: ParetoNbdParams, horizon: number): PurchaseCounts {
  checkParams(params, ["r", "alpha", "s", "beta"]);
  const { r, alpha, s, beta } = params;
  checkAtLeastZero("horizon", horizon);

  const visitStays = (age: number, visit: (stay: number, weight: number) => void) => {
    const logSurvival = -s * Math.log1p(horizon / (beta + age));
    visit(horizon, Math.exp(logSurvival));
    visitGaussLegendre(0, -Math.expm1(logSurvival), (left, weight) => {
      visit((beta + age) * Math.expm1(-Math.log1p(-left) / s), weight);
    });
  };
  return {
    atLeast: (frequency, age) => {
      checkCustomer(frequency, age);
      const stays: { reached: () => number; weight: number }[] = [];
      visitStays(age, (stay, weight) => {
        stays.push({ reached: negativeBinomialTail(r + frequency, stay / (alpha + age)), weight });
      });
      return collectCounts(() => {
        let sum = 0;
        for (const { reached, weight } of stays) {
          sum += weight * reached();
        }
        return sum;
      });
    },
  };
}
