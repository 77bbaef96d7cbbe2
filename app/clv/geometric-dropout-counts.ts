import { oneOf } from "#app/math/check-shape.ts";
import { checkAtLeastZero, checkParams } from "./check-input.ts";
import type { CoinsAtStart, GeometricDropoutParams } from "./geometric-dropout.ts";
import { negativeBinomialTail } from "./negative-binomial-tail.ts";
import { checkCustomer, collectCounts, type PurchaseCounts } from "./purchase-counts.ts";

/**
 * Purchases within a horizon of a customer who is alive now, in BG/NBD and MBG/NBD. Her rate is Gamma(r + x, alpha + T),
 * her dropout probability Beta(a, b + k), k = x + coins at the start. The n-th purchase is made when a customer who
 * never drops out would make it and the coins after the n - 1 before it all said stay:
 *
 *     P(N >= n) = (b+k)_(n-1) / (a+b+k)_(n-1) P(NB >= n)
 *
 * NB being negative binomial with shape r + x and odds h / (alpha + T). The differences are eq. 8 of Fader, Hardie & Lee
 * (2005) with the updated parameters.
 *
 * @param horizon in the time unit of alpha and of the ages
 */
export function geometricDropoutCounts(
  start: CoinsAtStart,
  params: GeometricDropoutParams,
  horizon: number,
): PurchaseCounts {
  oneOf([0, 1])("start", start);
  checkParams(params, ["r", "alpha", "a", "b"]);
  const { r, alpha, a, b } = params;
  checkAtLeastZero("horizon", horizon);
  return {
    atLeast: (frequency, age) => {
      checkCustomer(frequency, age);
      const reached = negativeBinomialTail(r + frequency, horizon / (alpha + age));
      let stays = b + frequency + start;
      let stayed = 1;
      return collectCounts(() => {
        const here = reached() * stayed;
        stayed *= stays / (a + stays);
        stays += 1;
        return here;
      });
    },
  };
}
