import type { ShopTransaction } from "../db/with-shop.server.ts";
import { isSameRule, ruleInForce } from "../orders/value-rule.ts";
import type { SegmentBorders } from "./segment-borders.ts";

/** Whether the stored verdicts are by the terms that a run went by. Where they are ahead of it, what they add up to is for the next one. */
export async function isByTermsInForce(tx: ShopTransaction, shopId: bigint, run: { currency: string; borders: SegmentBorders }): Promise<boolean> {
  const shop = await tx.shop.findUniqueOrThrow({ where: { id: shopId } });
  return shop.currency === run.currency && isSameRule(ruleInForce(shop), run.borders.definition.orderValue);
}
