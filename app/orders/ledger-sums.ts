import { type Differences, explainSpent } from "./explain-spent.ts";
import { EXCLUSIONS } from "./exclusion.ts";

/** A customer's orders in the ledger, added up as Shopify would. */
export type LedgerSums = {
  /** But tests. */
  orders: number;
  spentMinor: number;
  countedMinor: number;
  differences: Differences;
  unexplainedMinor: number;
  /** Orders in other currencies: of `orders`, and in no sum. */
  otherCurrencies: number;
  /** In none of the above. */
  tests: { orders: number; spentMinor: number };
};

/**
 * What the database sends of a customer's orders that can be summed up (explainSpent), in this order, and by which rule they are assessed;
 * `exclusion` is 1 for the first of EXCLUSIONS, 0 for none.
 */
export const GROUP_FIELDS = [
  "countsTax", "countsShipping", "exclusion", "taxesIncluded", "orders", "tests", "netMinor", "currentTaxMinor", "giftCardMinor", "shippingMinor",
  "shippingTaxMinor", "extrasMinor", "netPaymentMinor", "outstandingMinor",
] as const;

type Group = Record<(typeof GROUP_FIELDS)[number], number>;

export const NO_ORDERS: LedgerSums = { orders: 0, spentMinor: 0, countedMinor: 0, differences: {}, unexplainedMinor: 0, otherCurrencies: 0, tests: { orders: 0, spentMinor: 0 } };

export function addGroup(sums: LedgerSums, group: Group): LedgerSums {
  const exclusion = group.exclusion === 0 ? null : EXCLUSIONS[group.exclusion - 1]!;
  const rule = { tax: group.countsTax === 1, shipping: group.countsShipping === 1 };
  const explained = explainSpent({ ...group, exclusion, taxesIncluded: group.taxesIncluded === 1 }, rule);
  return {
    orders: sums.orders + group.orders - group.tests,
    spentMinor: sums.spentMinor + explained.spentMinor,
    countedMinor: sums.countedMinor + explained.countedMinor,
    differences: addDifferences(sums.differences, explained.differences),
    unexplainedMinor: sums.unexplainedMinor + Math.abs(explained.unexplainedMinor),
    otherCurrencies: sums.otherCurrencies + (exclusion === "other-currency" ? group.orders : 0),
    tests: {
      orders: sums.tests.orders + group.tests,
      spentMinor: sums.tests.spentMinor + (exclusion === "test" ? group.netPaymentMinor : 0),
    },
  };
}

export function addDifferences(a: Differences, b: Differences): Differences {
  const sum = { ...a };
  for (const [kind, minor] of Object.entries(b) as [keyof Differences, number][]) sum[kind] = (sum[kind] ?? 0) + minor;
  return sum;
}
