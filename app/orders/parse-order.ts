import { parseMoney } from "#app/money/parse-money.ts";
import { localDay } from "#app/time/local-day.ts";
import { MILLISECONDS_PER_DAY } from "#app/time/milliseconds-per-day.ts";
import { assessOrder } from "./assess-order.ts";
import type { LedgerOrder } from "./ledger-order.ts";
import type { LedgerTerms } from "./ledger-terms.ts";
import type { Basket } from "./order-basket.ts";
import type { OrderFacts } from "./order-facts.ts";
import { type Amount, OrderNode } from "./order-node.ts";
import { traitsOf } from "./parse-traits.ts";
import { readPlainOrder } from "./read-plain-order.ts";
import { taxOnShipping } from "./tax-on-shipping.ts";
import { UnreadableRecord } from "./unreadable-record.ts";

/** Clocks differ by minutes and a bulk query takes days: what is later than this is damaged, and no later state would pass it. */
const LONGEST_AHEAD_MS = 366 * MILLISECONDS_PER_DAY;
type MinorOf = (field: string, amount: Amount) => number;

export type Reading = LedgerTerms & {
  /** When Shopify was asked: the state is that of this time or a later one. */
  readAt: Date;
};

/**
 * An order as Shopify's GraphQL gives it, assessed.
 *
 * @param basket its lines (parseLine)
 * @throws UnreadableRecord naming the order and what is wrong with it
 */
export function parseOrder(node: unknown, { giftCardMinor, productIds }: Basket, { currency: shopCurrency, timeZone, readAt, rule }: Reading): LedgerOrder {
  try {
    const order = readPlainOrder(node) ?? OrderNode.parse(node);
    for (const field of ["processedAt", "updatedAt", "cancelledAt"] as const) {
      if (Number(order[field]) - readAt.getTime() > LONGEST_AHEAD_MS) throw new Error(`${field}: is more than a year after ${readAt.toISOString()}`);
    }
    const currency = order.currentSubtotalPriceSet.shopMoney.currencyCode;
    const minorOf: MinorOf = (field, { shopMoney: { amount, currencyCode } }) => {
      try {
        if (currencyCode !== currency) throw new Error(`is in ${currencyCode}, the subtotal is in ${currency}`);
        return parseMoney(amount, currency);
      } catch (cause) {
        throw new Error(`${field}: ${(cause as Error).message}`, { cause });
      }
    };
    const taxMinor = minorOf("currentTotalTaxSet", order.currentTotalTaxSet);
    // Rounding may leave less tax in all than on shipping; goods never have less than none.
    const currentTaxMinor = Math.max(0, taxMinor - shippingTaxOf(order, minorOf));
    const facts: OrderFacts = {
      test: order.test,
      cancelledAt: order.cancelledAt,
      // Shopify may name no status at all: then no payment is known.
      financialStatus: order.displayFinancialStatus ?? "PENDING",
      currency,
      taxesIncluded: order.taxesIncluded,
      currentSubtotalMinor: minorOf("currentSubtotalPriceSet", order.currentSubtotalPriceSet),
      currentTaxMinor,
      giftCardMinor,
      refundDiscrepancyMinor: minorOf("refundDiscrepancySet", order.refundDiscrepancySet),
      shippingMinor: minorOf("currentShippingPriceSet", order.currentShippingPriceSet),
      shippingTaxMinor: taxMinor - currentTaxMinor,
    };
    return {
      ...facts,
      extrasMinor: extrasOf(order, minorOf),
      netPaymentMinor: minorOf("netPaymentSet", order.netPaymentSet),
      outstandingMinor: minorOf("totalOutstandingSet", order.totalOutstandingSet),
      ...assessOrder(facts, { shopCurrency, rule }),
      ...traitsOf(order),
      productIds,
      id: order.id,
      customerId: order.customer?.id ?? null,
      saleOptOut: order.customer?.dataSaleOptOut ?? false,
      name: order.name,
      processedAt: order.processedAt,
      orderDay: localDay(order.processedAt, timeZone),
      updatedAt: order.updatedAt,
      readAt,
    };
  } catch (cause) {
    throw new UnreadableRecord(`Order ${nameOf(node)}`, cause);
  }
}

function shippingTaxOf({ shippingLine, currentShippingPriceSet }: OrderNode, minorOf: MinorOf): number {
  if (shippingLine === null) return 0;
  const priceMinor = minorOf("shippingLine.discountedPriceSet", shippingLine.discountedPriceSet);
  const taxMinor = shippingLine.taxLines.reduce((sum, { priceSet }) => sum + minorOf("shippingLine.taxLines.priceSet", priceSet), 0);
  return taxOnShipping({ priceMinor, taxMinor }, minorOf("currentShippingPriceSet", currentShippingPriceSet));
}

function extrasOf({ totalTipReceivedSet, dutiesIncluded, currentTotalDutiesSet, currentTotalAdditionalFeesSet }: OrderNode, minorOf: MinorOf): number {
  const tips = minorOf("totalTipReceivedSet", totalTipReceivedSet);
  // Such duties are in the goods' prices.
  const duties = dutiesIncluded || !currentTotalDutiesSet ? 0 : minorOf("currentTotalDutiesSet", currentTotalDutiesSet);
  const fees = currentTotalAdditionalFeesSet ? minorOf("currentTotalAdditionalFeesSet", currentTotalAdditionalFeesSet) : 0;
  return tips + duties + fees;
}

function nameOf(node: unknown): string {
  const id = (node as { id?: unknown } | null)?.id;
  return typeof id === "string" ? id : "without an id";
}
