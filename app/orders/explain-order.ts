import type { OrderFacts } from "./order-facts.ts";
import type { ValueRule } from "./value-rule.ts";

export type NetComponent = {
  label: "goods" | "goods-with-tax" | "shipping" | "shipping-with-tax" | "included-tax" | "tax" | "gift-cards" | "refunds-beyond-returns";
  /** With its sign: the components of an order add up to its net value. */
  minor: number;
};

/**
 * Net sales of an order, part by part: what was paid for goods after discounts and returns, without gift cards, tips and
 * duties, and with tax and shipping where the rule says so. The one expression that is both summed (assessOrder) and
 * shown. Parts of zero are left out.
 *
 * Assumption: Shopify's refund discrepancy is taken as what counts in full. A refund of an amount alone does not say what
 * it was for, and one made for shipping or tax without saying so lowers net sales too.
 */
export function explainOrder(facts: OrderFacts, rule: ValueRule): NetComponent[] {
  const taxMinor = facts.currentTaxMinor + (rule.shipping ? facts.shippingTaxMinor : 0);
  const isWithTax = facts.taxesIncluded && rule.tax;
  const parts: NetComponent[] = [
    { label: isWithTax ? "goods-with-tax" : "goods", minor: facts.currentSubtotalMinor },
    { label: isWithTax ? "shipping-with-tax" : "shipping", minor: rule.shipping ? facts.shippingMinor : 0 },
    { label: "included-tax", minor: facts.taxesIncluded && !rule.tax ? -taxMinor : 0 },
    { label: "tax", minor: rule.tax && !facts.taxesIncluded ? taxMinor : 0 },
    { label: "gift-cards", minor: -facts.giftCardMinor },
    { label: "refunds-beyond-returns", minor: facts.refundDiscrepancyMinor },
  ];
  return parts.filter((part) => part.minor !== 0);
}
