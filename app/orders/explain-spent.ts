import type { Exclusion } from "./exclusion.ts";
import type { OrderFacts, PaymentFacts } from "./order-facts.ts";
import type { ValueRule } from "./value-rule.ts";

/**
 * Why Shopify's `amountSpent` differs from the ledger. `extras` are tips, duties and fees; `unpaid` is what is still to be
 * paid of orders that count, and orders that nothing is paid of; `refunds` is what was taken back and is still to be handed
 * back. `test` stands where Shopify's sums hold test orders (judge-customer.ts).
 */
export const DIFFERENCES = [
  "tax", "shipping", "extras", "gift-cards", "unpaid", "refunds", "test", "cancelled", "voided", "expired", "not-positive",
  "other-currency", "outside-window", "not-read",
] as const;

export type Difference = (typeof DIFFERENCES)[number];
export type Differences = Partial<Record<Difference, number>>;

/** An order, or the sums of orders with the same `exclusion`, `taxesIncluded` and sign of `outstandingMinor`: the rule is linear. */
type SpentFacts = Pick<OrderFacts, "taxesIncluded" | "currentTaxMinor" | "giftCardMinor" | "shippingMinor" | "shippingTaxMinor"> &
  PaymentFacts & { netMinor: number; exclusion: Exclusion | null };

export type SpentExplanation = {
  /** Shopify's share of `amountSpent`. */
  spentMinor: number;
  /** What the ledger counts. */
  countedMinor: number;
  /** Spent less counted, by kind; kinds of zero are left out. */
  differences: Differences;
  /** What no kind accounts for. */
  unexplainedMinor: number;
};

/**
 * Assumption: `amountSpent` is what was paid less what was handed back (`netPaymentSet`) of all orders that are no test,
 * cancelled ones included, and `numberOfOrders` their number. Shopify's words are only "the total amount that the
 * customer has spent on orders in their lifetime".
 *
 * Of an order that counts each part is read from Shopify by itself, so that what is left over is a finding: a fact that
 * was misread, or one that the rule does not know.
 *
 * @param rule by which `netMinor` was found: what counts is no difference
 */
export function explainSpent(facts: SpentFacts, rule: ValueRule): SpentExplanation {
  const { exclusion, netMinor, netPaymentMinor } = facts;
  switch (exclusion) {
    case "test":
    case "other-currency":
      return { spentMinor: 0, countedMinor: 0, differences: {}, unexplainedMinor: 0 };
    case "cancelled":
    case "voided":
    case "expired":
    case "unpaid":
      return { spentMinor: netPaymentMinor, countedMinor: 0, differences: withoutZeros({ [exclusion]: netPaymentMinor }), unexplainedMinor: 0 };
  }
  const countedMinor = exclusion === null ? netMinor : 0;
  const differences: Differences = {
    tax: (rule.tax ? 0 : facts.currentTaxMinor) + (rule.tax && rule.shipping ? 0 : facts.shippingTaxMinor),
    shipping: rule.shipping ? 0 : facts.shippingMinor - (facts.taxesIncluded ? facts.shippingTaxMinor : 0),
    extras: facts.extrasMinor,
    "gift-cards": facts.giftCardMinor,
    [facts.outstandingMinor < 0 ? "refunds" : "unpaid"]: -facts.outstandingMinor,
    "not-positive": netMinor - countedMinor,
  };
  const unexplainedMinor = netPaymentMinor - countedMinor - sumOf(differences);
  return { spentMinor: netPaymentMinor, countedMinor, differences: withoutZeros(differences), unexplainedMinor };
}

export function sumOf(differences: Differences): number {
  return Object.values(differences).reduce((sum, minor) => sum + minor, 0);
}

function withoutZeros(differences: Differences): Differences {
  return Object.fromEntries(Object.entries(differences).filter(([, minor]) => minor !== 0));
}
