import type { Differences } from "./explain-spent.ts";
import type { LedgerSums } from "./ledger-sums.ts";
import type { ShopifyTotals } from "./shopify-totals.ts";

export type Sight = {
  /** False: Shopify shows the app the orders of 60 days, and counts all of them. */
  seesAllOrders: boolean;
  /** How many of the orders that Shopify shows are not in the ledger as they are there. */
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
};

/** What Shopify has spent of a customer, less what the ledger counts, is the sum of `differences` and what is left over. */
export function judgeCustomer(shopify: ShopifyTotals, ledger: LedgerSums, { seesAllOrders, unread }: Sight): Judgement {
  const shopifyMinor = shopify.spentMinor ?? ledger.spentMinor;
  const missingMinor = shopifyMinor - ledger.spentMinor;
  const missingOrders = shopify.orders - ledger.orders;
  const judge = (differences: Differences, unexplainedMinor: number, agrees: boolean): Judgement => ({
    shopifyMinor,
    ledgerMinor: ledger.countedMinor,
    differences: { ...ledger.differences, ...(missingMinor === 0 ? {} : differences) },
    unexplainedMinor: ledger.unexplainedMinor + unexplainedMinor,
    agrees: agrees && ledger.unexplainedMinor === 0,
  });
  if (missingMinor === 0 && missingOrders === 0) return judge({}, 0, true);
  // What they were converted at is not told.
  if (ledger.otherCurrencies > 0 && missingOrders === 0) return judge({ "other-currency": missingMinor }, 0, true);
  if (!seesAllOrders && missingOrders > 0) return judge({ "outside-window": missingMinor }, 0, true);
  if (unread > 0) return judge({ "not-read": missingMinor }, 0, true);
  return judge({}, Math.abs(missingMinor), false);
}
