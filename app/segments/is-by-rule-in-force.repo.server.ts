import type { ShopTransaction } from "../db/with-shop.server.ts";
import { isSameRule, ruleInForce } from "../orders/value-rule.ts";
import type { SegmentBorders } from "./segment-borders.ts";

/** Whether the stored verdicts are by the rule that a run went by. Where they are ahead of it, what they add up to is for the next one. */
export async function isByRuleInForce(tx: ShopTransaction, shopId: bigint, { definition }: SegmentBorders): Promise<boolean> {
  const shop = await tx.shop.findUniqueOrThrow({ where: { id: shopId } });
  return isSameRule(ruleInForce(shop), definition.orderValue);
}
