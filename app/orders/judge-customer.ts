import type { Difference, Differences } from "./explain-spent.ts";
import type { LedgerSums } from "./ledger-sums.ts";
import type { ShopifyTotals } from "./shopify-totals.ts";

export type Sight = {
  /** False: Shopify shows the app the orders of 60 days, and counts all of them. */
  seesAllOrders: boolean;
  /** How many orders are not in the ledger as they are in Shopify. */
  unread: number;
};

/** How far Shopify's sums of a customer and the ledger are apart, and why. */
export type Judgement = {
  shopifyMinor: number;
  ledgerMinor: number;
  differences: Differences;
  /** Never negative: what one customer has too much does not make up for what another has too little. */
  unexplainedMinor: number;
  /** Also false where the sums agree and the numbers of orders do not. */
  agrees: boolean;
  /** False where orders whose amounts nobody tells the app are taken for the reason of a difference, or nothing could be compared. */
  provable: boolean;
};

/** What Shopify has spent of a customer, less what the ledger counts, is the sum of `differences` and what is left over. */
export function judgeCustomer(shopify: ShopifyTotals, ledger: LedgerSums, { seesAllOrders, unread }: Sight): Judgement {
  const shopifyMinor = shopify.spentMinor ?? ledger.spentMinor;
  const missingMinor = shopifyMinor - ledger.spentMinor;
  const missingOrders = shopify.orders - ledger.orders;
  const judge = (differences: Differences, unexplainedMinor: number, agrees: boolean, provable = true): Judgement => ({
    shopifyMinor,
    ledgerMinor: ledger.countedMinor,
    differences: { ...ledger.differences, ...differences },
    unexplainedMinor: ledger.unexplainedMinor + unexplainedMinor,
    agrees: agrees && ledger.unexplainedMinor === 0,
    provable: provable && shopify.spentMinor !== null,
  });
  const bookAll = (kind: Difference, provable = missingMinor === 0) => judge(missingMinor === 0 ? {} : { [kind]: missingMinor }, 0, true, provable);
  if (missingMinor === 0 && missingOrders === 0) return judge({}, 0, true);
  // Shopify does not say whether its sums hold test orders. Where they are just those with them, they do.
  if (unread === 0 && missingMinor === ledger.tests.spentMinor && missingOrders === ledger.tests.orders) return bookAll("test", true);
  // What they were converted at is not told.
  if (ledger.otherCurrencies > 0 && missingOrders === 0) return bookAll("other-currency");
  // Orders that nobody shows can have added to what was spent, and never taken from it.
  if (!seesAllOrders && missingOrders > 0 && missingMinor >= 0) return bookAll("outside-window");
  if (unread > 0) return bookAll("not-read");
  return judge({}, Math.abs(missingMinor), false);
}
