import type { ChangeSum } from "./change-sum.ts";
import { CALL_KINDS, POINTS_A_CALL } from "./plan-calls.ts";
import { shareSlots } from "./split-round.ts";

/** What writing takes of the shop's points, and for how long at the shop's pace. */
export type WriteCost = { way: "direct" | "bulk"; points: number; seconds: number };

export type CostRule = {
  /** Up to so many points customers are written by direct calls. */
  directPoints: number;
  /** Customers a bulk round writes. */
  round: number;
  pointsASecond: number;
};

/** To stage a file and start a mutation, 10 each, and to look how far it is a few times. */
const POINTS_A_MUTATION = 23;

/**
 * By the rule that the writing itself decides by. Of a bulk round Shopify's own work, which no points pace, is not in it.
 *
 * @param calls beside those for customers
 */
export function estimateCost(sum: ChangeSum, { directPoints, round, pointsASecond }: CostRule, calls = 0): WriteCost {
  const way = sum.points <= directPoints ? "direct" : "bulk";
  const ofCustomers = way === "direct" ? sum.points : countMutations(sum, round) * POINTS_A_MUTATION;
  const points = ofCustomers + calls * POINTS_A_CALL;
  return { way, points, seconds: points / pointsASecond };
}

/** As if each round had its share of every kind of line. */
function countMutations({ changes: { customers }, lines }: ChangeSum, round: number): number {
  const ofRound = (size: number) => {
    const loads = CALL_KINDS.map((kind) => {
      const share = Math.ceil((lines[kind] * size) / customers);
      // No round comes near what fills a file.
      return [kind, { lines: share, bytes: share }] as const;
    });
    return [...shareSlots(new Map(loads)).values()].reduce((sum, parts) => sum + parts, 0);
  };
  return Math.floor(customers / round) * ofRound(round) + ofRound(customers % round);
}
