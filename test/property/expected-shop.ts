import type { ValueRule } from "#app/orders/value-rule.ts";
import type { OrderRecord } from "#sandbox/store/model.ts";

type Settings = { timeZone: string; rule: ValueRule };

export type ExpectedOrder = { id: number; customerId: number | null; netMinor: number; exclusion: string | null; day: string };

/**
 * What an order is worth, from the facts of its final state alone: the units that the customer keeps at their price, and
 * shipping, each as far as the rule has it, less what was handed back beyond the worth of what came back. Every unit of a
 * line has one whole price.
 */
export function expectOrder(order: OrderRecord, { timeZone, rule }: Settings): ExpectedOrder {
  const { taxesIncluded, shippingMinor, shippingTaxMinor = 0 } = order;
  const counted = (priceMinor: number, taxMinor: number) => priceMinor + (taxesIncluded && !rule.tax ? -taxMinor : 0) + (!taxesIncluded && rule.tax ? taxMinor : 0);
  let keptMinor = 0;
  let cameBackMinor = 0;
  for (const line of order.lines) {
    const returned = order.refunds.flatMap((refund) => refund.lines).filter((it) => it.lineItemId === line.id).reduce((sum, it) => sum + it.quantity, 0);
    const price = line.unitPriceMinor - perUnit(line.discountMinor, line.quantity);
    const tax = perUnit(line.taxMinor, line.quantity);
    if (!line.isGiftCard) keptMinor += (line.quantity - line.removedQuantity - returned) * counted(price, tax);
    cameBackMinor += returned * (taxesIncluded ? price : price + tax);
  }
  // Shipping comes back whole or not at all.
  if (order.refunds.some((refund) => refund.shippingMinor > 0)) cameBackMinor += shippingMinor + (taxesIncluded ? 0 : shippingTaxMinor);
  else if (rule.shipping) keptMinor += counted(shippingMinor, shippingTaxMinor);
  const handedBackMinor = order.refunds.reduce((sum, refund) => sum + refund.amountMinor, 0);
  const netMinor = keptMinor - (handedBackMinor - cameBackMinor);
  return { id: order.id, customerId: order.customerId, netMinor, exclusion: reasonOf(order, netMinor, handedBackMinor), day: dayOf(order.processedAt, timeZone) };
}

function perUnit(minor: number, units: number): number {
  if (minor % units !== 0) throw new Error(`${minor} is not a whole number for each of ${units} units: the model's arithmetic does not hold`);
  return minor / units;
}

function reasonOf(order: OrderRecord, netMinor: number, handedBackMinor: number): string | null {
  if (order.test) return "test";
  if (order.cancelledAt !== null) return "cancelled";
  if (handedBackMinor === 0) {
    if (order.payment === "VOIDED") return "voided";
    if (order.payment === "EXPIRED") return "expired";
    if (order.payment === "PENDING") return "unpaid";
  }
  return netMinor > 0 ? null : "not-positive";
}

/** `2026-05-04` where the shop is. */
export function dayOf(instant: string, timeZone: string): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" }).format(new Date(instant));
}
