import { atLeast, fields, finite } from "#app/math/check-shape.ts";

/**
 * What a ratio of two sums over customers is made of: Σp / Σw, such as what returning customers spent by what all spent.
 * With the sums of squares and products its variance follows, so that two of them can be told apart.
 */
export type Ratio = {
  /** Customers summed over. */
  n: number;
  part: number;
  whole: number;
  partSquares: number;
  products: number;
  wholeSquares: number;
};

export function emptyRatio(): Ratio {
  return { n: 0, part: 0, whole: 0, partSquares: 0, products: 0, wholeSquares: 0 };
}

/** Takes in one customer. */
export function addTo(ratio: Ratio, part: number, whole: number): void {
  ratio.n += 1;
  ratio.part += part;
  ratio.whole += whole;
  ratio.partSquares += part * part;
  ratio.products += part * whole;
  ratio.wholeSquares += whole * whole;
}

const checkSums = fields({ part: finite, whole: finite });

/** Null where there is nothing to divide by. */
export function valueOf(ratio: Pick<Ratio, "part" | "whole">): number | null {
  checkSums("ratio", ratio);
  const { part, whole } = ratio;
  return whole > 0 ? part / whole : null;
}

/** @throws where it is no ratio, naming what of it is wrong */
export const checkRatio = fields({ n: atLeast(0), part: finite, whole: finite, partSquares: atLeast(0), products: finite, wholeSquares: atLeast(0) });

/**
 * How many standard errors a ratio is above an earlier one; null where either is none. Customers are taken as independent
 * draws: Var(R) ≈ Σ(p − R w)² / (Σw)² (Cochran, Sampling Techniques, 6.4), which is p(1 − p)/n for a share of customers.
 * Who is in both makes the true error smaller, so that the test errs towards "no change".
 */
export function standardErrorsAbove(later: Ratio, earlier: Ratio): number | null {
  const [now, before] = [valueOf(later), valueOf(earlier)];
  if (now === null || before === null) return null;
  const variance = varianceOf(later, now) + varianceOf(earlier, before);
  if (variance > 0) return (now - before) / Math.sqrt(variance);
  return now === before ? 0 : Math.sign(now - before) * Infinity;
}

function varianceOf({ whole, partSquares, products, wholeSquares }: Ratio, value: number): number {
  // Rounding may leave less than nothing.
  return Math.max(0, partSquares - 2 * value * products + value * value * wholeSquares) / (whole * whole);
}
