import type { PacedShopify } from "../shopify/admin.server.ts";
import { ROUND } from "./begin-round.server.ts";
import type { CostRule } from "./estimate-cost.ts";
import { DIRECT_POINTS } from "./measure-writes.server.ts";

/** How the writing goes about it, at the shop's pace. */
export function costRuleOf(shopify: PacedShopify, shopId: bigint): CostRule {
  return { directPoints: DIRECT_POINTS, round: ROUND, pointsASecond: shopify.pointsASecond(shopId) };
}
