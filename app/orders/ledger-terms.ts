import type { Shop } from "../shops/shop.ts";
import { isSameRule, ruleInForce, type ValueRule } from "./value-rule.ts";

/** By what an order is read into the ledger. */
export type LedgerTerms = {
  /** The shop's: only orders in it can be added up. */
  currency: string;
  /** The shop's, for the day of an order. */
  timeZone: string;
  /** The shop's: what counts beside the goods. */
  rule: ValueRule;
};

/** By which the shop's orders are stored. */
export function termsInForce(shop: Pick<Shop, "currency" | "timeZone" | "countsTax" | "countsShipping">): LedgerTerms {
  return { currency: shop.currency, timeZone: shop.timeZone, rule: ruleInForce(shop) };
}

export function areSameTerms(one: LedgerTerms, other: LedgerTerms): boolean {
  return one.currency === other.currency && one.timeZone === other.timeZone && isSameRule(one.rule, other.rule);
}
