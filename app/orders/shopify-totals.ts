import { parseMoney } from "#app/money/parse-money.ts";
import { idOfGid } from "../shopify/gid.ts";
import { UnreadableRecord } from "./unreadable-record.ts";

/** Shopify's own sums of a customer. */
export type ShopifyTotals = {
  orders: number;
  /** Null where Shopify gives it in another currency than the shop's. */
  spentMinor: number | null;
};

type Totals = { numberOfOrders: unknown; amountSpent: { amount: unknown; currencyCode: string } };

/** @throws RangeError, naming the field and the value */
export function parseTotals({ numberOfOrders, amountSpent }: Totals, shopCurrency: string): ShopifyTotals {
  const orders = Number(numberOfOrders);
  if (!Number.isSafeInteger(orders) || orders < 0) throw new RangeError(`numberOfOrders is "${String(numberOfOrders)}", expected a whole number from 0`);
  return { orders, spentMinor: amountSpent.currencyCode === shopCurrency ? parseMoney(String(amountSpent.amount), shopCurrency) : null };
}

/** A customer as the file shows one. */
type ListedCustomer = ShopifyTotals & { customerId: bigint; saleOptOut: boolean };

/**
 * A line of the file that CUSTOMERS_IN_BULK makes.
 *
 * @throws UnreadableRecord naming the customer, or the beginning of the line where it is none
 */
export function parseTotalsLine(text: string, shopCurrency: string): ListedCustomer {
  try {
    const node = JSON.parse(text) as Totals & { id: string; dataSaleOptOut: unknown };
    return { customerId: idOfGid(node.id), saleOptOut: node.dataSaleOptOut === true, ...parseTotals(node, shopCurrency) };
  } catch (cause) {
    throw new UnreadableRecord(`"${text.slice(0, 60)}"`, cause);
  }
}
