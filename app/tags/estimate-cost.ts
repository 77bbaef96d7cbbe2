/** What writing takes of the shop's points, and for how long at the shop's pace. */
export type WriteCost = { way: "direct" | "bulk"; points: number; seconds: number };

export type CostRule = {
  /** Up to so many points customers are written by direct calls. */
  directPoints: number;
  /** Customers a bulk round writes. */
  round: number;
  pointsASecond: number;
};

/** To stage five files, start five mutations and look at them: decision 024 has it measured. */
const POINTS_A_ROUND = 120;

/** By the rule that the writing itself decides by. Of a bulk round Shopify's own work, which no points pace, is not in it. */
export function estimateCost(points: number, customers: number, { directPoints, round, pointsASecond }: CostRule): WriteCost {
  const way = points <= directPoints ? "direct" : "bulk";
  const spent = way === "direct" ? points : Math.ceil(customers / round) * POINTS_A_ROUND;
  return { way, points: spent, seconds: spent / pointsASecond };
}
