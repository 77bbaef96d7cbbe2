import { z } from "zod";
import { DIFFERENCES } from "./explain-spent.ts";
import { judgeCustomer, type Judgement } from "./judge-customer.ts";
import { addDifferences, addGroup, GROUP_FIELDS, type LedgerSums, NO_ORDERS } from "./ledger-sums.ts";
import { GOODS_ALONE, ValueRule } from "./value-rule.ts";

/** Shopify's own sums and the ledger's, over customers. */
export const ComparedTotals = z.object({
  /** By which the ledger's orders were assessed; comparisons from before there was another have none. */
  rule: ValueRule.default(GOODS_ALONE),
  customers: z.number().int(),
  shopifyMinor: z.number().int(),
  ledgerMinor: z.number().int(),
  /** The first less the second, by kind. */
  differences: z.partialRecord(z.enum(DIFFERENCES), z.number().int()),
  unexplainedMinor: z.number().int(),
  /** Customers with something unexplained, be it only a number of orders. */
  unexplainedCustomers: z.number().int(),
  /** Customers of whom it cannot be known whether something is unexplained; comparisons from before they were counted have none. */
  unprovableCustomers: z.number().int().default(0),
});
export type ComparedTotals = z.infer<typeof ComparedTotals>;

export type Comparison = {
  /** Of all but those to look at. */
  totals: ComparedTotals;
  /**
   * Whom Shopify does not know: they may have been merged into others. Then those whose sums do not agree, and those who
   * agree only with their test orders, where others agree without.
   */
  toCheck: number[];
};

/** Looking at a customer is a call or two, save for the orders that are read anew: more than these are left as they are, and an import is the better cure. */
export const MOST_CHECKED = 500;

export const NOTHING_COMPARED: ComparedTotals = {
  rule: GOODS_ALONE, customers: 0, shopifyMinor: 0, ledgerMinor: 0, differences: {}, unexplainedMinor: 0, unexplainedCustomers: 0, unprovableCustomers: 0,
};

export function addJudgement(totals: ComparedTotals, judged: Judgement): ComparedTotals {
  return {
    rule: totals.rule,
    customers: totals.customers + 1,
    shopifyMinor: totals.shopifyMinor + judged.shopifyMinor,
    ledgerMinor: totals.ledgerMinor + judged.ledgerMinor,
    differences: addDifferences(totals.differences, judged.differences),
    unexplainedMinor: totals.unexplainedMinor + judged.unexplainedMinor,
    unexplainedCustomers: totals.unexplainedCustomers + (judged.agrees ? 0 : 1),
    unprovableCustomers: totals.unprovableCustomers + (judged.provable ? 0 : 1),
  };
}

type Customer = { id: number; known: boolean; orders: number; spentMinor: number | null; ledger: LedgerSums };

/** Takes rows customer by customer: id, known to Shopify, its number of orders, whether its sum is in the shop's currency, that sum, GROUP_FIELDS. */
export function createComparison(seesAllOrders: boolean, rule: ValueRule) {
  let totals: ComparedTotals = { ...NOTHING_COMPARED, rule };
  const unknown: number[] = [];
  const apart: number[] = [];
  /** Their sums are just those with their test orders: so Shopify adds up, or they lack an order that is worth as much. */
  const withTests: { id: number; judged: Judgement }[] = [];
  let isSomebodyWithoutTests = false;
  let current: Customer | null = null;

  const finish = ({ id, known, orders, spentMinor, ledger }: Customer) => {
    const judged = judgeCustomer({ orders, spentMinor }, ledger, { seesAllOrders, unread: 0 });
    const hasAgreedTests = known && judged.agrees && ledger.tests.orders > 0;
    isSomebodyWithoutTests ||= hasAgreedTests && orders === ledger.orders;
    const isWithTests = hasAgreedTests && orders === ledger.orders + ledger.tests.orders;
    if (isWithTests && withTests.length < MOST_CHECKED) withTests.push({ id, judged });
    else if ((known && judged.agrees) || unknown.length + apart.length === MOST_CHECKED) totals = addJudgement(totals, judged);
    else (known ? apart : unknown).push(id);
  };

  return {
    push: (row: ArrayLike<number>): void => {
      const [id, known, orders, comparable, spentMinor] = [row[0]!, row[1]!, row[2]!, row[3]!, row[4]!];
      if (current?.id !== id) {
        if (current) finish(current);
        current = { id, known: known === 1, orders, spentMinor: comparable === 1 ? spentMinor : null, ledger: NO_ORDERS };
      }
      const group = Object.fromEntries(GROUP_FIELDS.map((field, index) => [field, row[5 + index]!]));
      current.ledger = addGroup(current.ledger, group as Parameters<typeof addGroup>[1]);
    },
    end: (): Comparison => {
      if (current) finish(current);
      const doubted = isSomebodyWithoutTests ? withTests.splice(0, MOST_CHECKED - unknown.length - apart.length) : [];
      totals = withTests.reduce((sum, { judged }) => addJudgement(sum, judged), totals);
      return { totals, toCheck: [...unknown, ...apart, ...doubted.map(({ id }) => id)] };
    },
  };
}
