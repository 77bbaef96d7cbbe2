import type { TierRule } from "./definition.ts";
import { BORDERED_TIERS, type ValueBorders } from "./value-tier.ts";

/**
 * Where the tiers begin: at the amounts of the rule, or at its shares. A share begins at the smallest value that leaves at most `ceil(share · n)` customers at or above it, the share
 * counted from the top. Equal values are never parted and never swell a tier: where they would, the border moves up
 * past them. If all are equal everyone is low; a single customer is vip.
 */
export function findValueBorders(values: Float64Array | readonly number[], rule: TierRule): ValueBorders {
  const ascending = Float64Array.from(values).sort();
  // The sort puts what is no number at an end.
  const wrong = [ascending[0], ascending.at(-1)].find((end) => end !== undefined && !Number.isFinite(end));
  if (wrong !== undefined) throw new RangeError(`A lifetime value is ${wrong}; allowed: a finite number`);
  if (rule.by === "amount") return { vip: rule.vip, high: rule.high, mid: rule.mid };
  const borders: ValueBorders = { vip: null, high: null, mid: null };
  let fromTheTop = 0;
  for (const tier of BORDERED_TIERS) {
    fromTheTop += rule[tier];
    borders[tier] = smallestWithAtMost(countOf(fromTheTop, ascending.length), ascending);
  }
  return borders;
}

/** 5 % of 140 is 7, although 0.05 · 140 is a little more than 7 in floating point. */
export function countOf(share: number, customers: number): number {
  return Math.min(customers, Math.ceil(share * customers - 1e-9));
}

/** Smallest value in the list with at most `count` entries at or above it. */
function smallestWithAtMost(count: number, ascending: Float64Array): number | null {
  let first = ascending.length - count;
  const tied = ascending[first - 1];
  while (first < ascending.length && ascending[first] === tied) first += 1;
  return ascending[first] ?? null;
}
