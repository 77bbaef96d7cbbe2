import { z } from "zod";
import type { Shop } from "../shops/shop.ts";

/** What of an order counts beside its goods. Tax on shipping counts where both do. */
export const ValueRule = z.strictObject({ tax: z.boolean(), shipping: z.boolean() });
export type ValueRule = z.infer<typeof ValueRule>;

/** Where the merchant has not said otherwise. */
export const GOODS_ALONE: ValueRule = { tax: false, shipping: false };

/** By which the shop's stored orders are assessed. */
export function ruleInForce({ countsTax, countsShipping }: Pick<Shop, "countsTax" | "countsShipping">): ValueRule {
  return { tax: countsTax, shipping: countsShipping };
}

export function isSameRule(one: ValueRule, other: ValueRule): boolean {
  return one.tax === other.tax && one.shipping === other.shipping;
}
