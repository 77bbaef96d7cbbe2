import { expect, it } from "vitest";
import { createComparison } from "#app/orders/comparison.ts";
import { EXCLUSIONS } from "#app/orders/exclusion.ts";
import { GROUP_FIELDS } from "#app/orders/ledger-sums.ts";
import { GOODS_ALONE } from "#app/orders/value-rule.ts";

type Group = Partial<Record<(typeof GROUP_FIELDS)[number], number>>;

const TEST: Group = { orders: 1, tests: 1, exclusion: EXCLUSIONS.indexOf("test") + 1, netPaymentMinor: 5_000 };
const REAL: Group = { orders: 1, netMinor: 3_000, netPaymentMinor: 3_000 };

/** Customers whom Shopify says to have so many orders of so much, and theirs in the ledger. */
function compare(...customers: { orders: number; spentMinor: number; ledger: Group[] }[]) {
  const comparison = createComparison(true, GOODS_ALONE);
  for (const [index, { orders, spentMinor, ledger }] of customers.entries()) {
    for (const group of ledger) comparison.push([index + 1, 1, orders, 1, spentMinor, ...GROUP_FIELDS.map((field) => group[field] ?? 0)]);
  }
  return comparison.end();
}

/** Of the real order, which is worth as much as the test order, no event told. */
const LACKING = { orders: 1, spentMinor: 5_000, ledger: [TEST] };
const WITHOUT = { orders: 1, spentMinor: 3_000, ledger: [REAL, TEST] };
const WITH = { orders: 2, spentMinor: 8_000, ledger: [REAL, TEST] };

it.each([["before", [WITHOUT, LACKING], 2], ["after", [LACKING, WITHOUT], 1]] as const)(
  "who agrees only with a test order is looked at where somebody %s them agrees without",
  (_, customers, id) => {
    const { totals, toCheck } = compare(...customers);
    expect(toCheck).toEqual([id]);
    expect(totals).toMatchObject({ customers: 1, shopifyMinor: 3_000, ledgerMinor: 3_000, differences: {} });
  },
);

it("test orders explain what all are apart by who have some", () => {
  expect(compare(WITH, { orders: 1, spentMinor: 3_000, ledger: [REAL] }, LACKING)).toMatchObject({
    toCheck: [],
    totals: { customers: 3, shopifyMinor: 16_000, ledgerMinor: 6_000, differences: { test: 10_000 }, unexplainedMinor: 0 },
  });
});
