import type { PurchaseColumns } from "#app/scoring/purchase-columns.ts";
import { assignValueTier } from "#app/segments/assign-value-tier.ts";
import { DEFAULT_DEFINITION } from "#app/segments/definition.ts";
import { findValueBorders } from "#app/segments/find-value-borders.ts";
import type { ValueTier } from "#app/segments/value-tier.ts";
import { scoredNights } from "./scored-nights.ts";

/** Back in the tier that was left so many days ago or less: a customer who goes back and forth. */
const RETURN_DAYS = 30;

export type TierMoves = {
  fallShare: number;
  /** Customers with a purchase at the end. */
  customers: number;
  moves: number;
  /** Moves back into the tier that was left within the last 30 days. */
  returns: number;
};

type Held = { tier: ValueTier; left: ValueTier | null; leftDay: number };

/**
 * Fits the models on the shop again each day, draws the default borders anew and counts who changes tier, for each
 * hysteresis apart. The same values and borders for all of them.
 */
export function countTierMoves(shop: PurchaseColumns, days: { first: number; last: number }, fallShares: readonly number[]): TierMoves[] {
  const held = fallShares.map(() => Array<Held | undefined>(shop.customers));
  const counted = fallShares.map((fallShare) => ({ fallShare, customers: 0, moves: 0, returns: 0 }));
  for (const { day, present, scores } of scoredNights(shop, days)) {
    const values = scores.map(({ lifetimeValueMinor }) => lifetimeValueMinor);
    const borders = findValueBorders(values, DEFAULT_DEFINITION.value.tiers);
    for (const [index, fallShare] of fallShares.entries()) {
      counted[index]!.customers = present.length;
      for (const [at, row] of present.entries()) {
        const before = held[index]![row];
        const tier = assignValueTier(values[at]!, borders, before?.tier ?? null, fallShare);
        if (tier === before?.tier) continue;
        if (before) counted[index]!.moves += 1;
        if (before?.left === tier && day - before.leftDay <= RETURN_DAYS) counted[index]!.returns += 1;
        held[index]![row] = { tier, left: before?.tier ?? null, leftDay: day };
      }
    }
  }
  return counted;
}
