import type { OrderFacts } from "./order-facts.ts";

export type NetComponent = {
  label: "goods" | "included-tax" | "gift-cards" | "refunds-beyond-returns";
  /** With its sign: the components of an order add up to its net value. */
  minor: number;
};

/**
 * Net sales of an order, part by part: what was paid for goods after discounts and returns, without tax, shipping,
 * gift cards, tips and duties. The one expression that is both summed (assessOrder) and shown. Parts of zero are left
 * out.
 *
 * Assumption: Shopify's refund discrepancy is taken as goods in full. A refund of an amount alone does not say what it
 * was for, and one made for shipping or tax without saying so lowers net sales too.
 */
export function explainOrder(facts: OrderFacts): NetComponent[] {
  const parts: NetComponent[] = [
    { label: "goods", minor: facts.currentSubtotalMinor },
    { label: "included-tax", minor: facts.taxesIncluded ? -facts.currentTaxMinor : 0 },
    { label: "gift-cards", minor: -facts.giftCardMinor },
    { label: "refunds-beyond-returns", minor: facts.refundDiscrepancyMinor },
  ];
  return parts.filter((part) => part.minor !== 0);
}
