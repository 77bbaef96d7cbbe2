import { z } from "zod";
import { parseMoney } from "#app/money/parse-money.ts";
import { localDay } from "#app/time/local-day.ts";
import { MILLISECONDS_PER_DAY } from "#app/time/milliseconds-per-day.ts";
import { idOfGid } from "../shopify/gid.ts";
import { assessOrder } from "./assess-order.ts";
import type { LedgerOrder } from "./ledger-order.ts";
import type { Basket } from "./order-basket.ts";
import { FINANCIAL_STATUSES, type OrderFacts } from "./order-facts.ts";
import { TRAIT_FIELDS, traitsOf } from "./parse-traits.ts";
import { taxOnShipping } from "./tax-on-shipping.ts";
import { UnreadableRecord } from "./unreadable-record.ts";

const Id = z.string().transform(idOfGid);
/** PostgreSQL would refuse not the order but the whole file. */
const Text = z.string().refine((text) => !text.includes("\0") && text.isWellFormed(), "holds a NUL character or half of one");
/** Some past orders that other systems brought in have no better day than the first. */
const Instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text)).refine((it) => it.getTime() >= 0, "is before 1970");
/** Clocks differ by minutes and a bulk query takes days: what is later than this is damaged, and no later state would pass it. */
const LONGEST_AHEAD_MS = 366 * MILLISECONDS_PER_DAY;
const Amount = z.object({ shopMoney: z.object({ amount: z.string(), currencyCode: z.string() }) });
type Amount = z.infer<typeof Amount>;

/** The fields of order-fields.graphql.ts. */
const OrderNode = z.object({
  id: Id,
  name: Text,
  processedAt: Instant,
  updatedAt: Instant,
  cancelledAt: Instant.nullable(),
  test: z.boolean(),
  displayFinancialStatus: z.enum(FINANCIAL_STATUSES).nullable(),
  taxesIncluded: z.boolean(),
  customer: z.object({ id: Id, dataSaleOptOut: z.boolean() }).nullable(),
  currentSubtotalPriceSet: Amount,
  currentTotalTaxSet: Amount,
  currentShippingPriceSet: Amount,
  shippingLine: z.object({ discountedPriceSet: Amount, taxLines: z.array(z.object({ priceSet: Amount })) }).nullable(),
  refundDiscrepancySet: Amount,
  totalTipReceivedSet: Amount,
  dutiesIncluded: z.boolean(),
  currentTotalDutiesSet: Amount.nullable(),
  currentTotalAdditionalFeesSet: Amount.nullable(),
  netPaymentSet: Amount,
  totalOutstandingSet: Amount,
  ...TRAIT_FIELDS,
});

type OrderNode = z.infer<typeof OrderNode>;
type MinorOf = (field: string, amount: Amount) => number;

export type Reading = {
  /** The shop's: only orders in it can be added up. */
  currency: string;
  /** The shop's, for the day of an order. */
  timeZone: string;
  /** When Shopify was asked: the state is that of this time or a later one. */
  readAt: Date;
};

/**
 * An order as Shopify's GraphQL gives it, assessed.
 *
 * @param basket its lines (parseLine)
 * @throws UnreadableRecord naming the order and what is wrong with it
 */
export function parseOrder(node: unknown, { giftCardMinor, productIds }: Basket, { currency: shopCurrency, timeZone, readAt }: Reading): LedgerOrder {
  try {
    const order = OrderNode.parse(node);
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
    };
    return {
      ...facts,
      shippingMinor: minorOf("currentShippingPriceSet", order.currentShippingPriceSet),
      shippingTaxMinor: taxMinor - currentTaxMinor,
      extrasMinor: extrasOf(order, minorOf),
      netPaymentMinor: minorOf("netPaymentSet", order.netPaymentSet),
      outstandingMinor: minorOf("totalOutstandingSet", order.totalOutstandingSet),
      ...assessOrder(facts, shopCurrency),
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
