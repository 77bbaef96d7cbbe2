import type { OrderRecord, RefundRecord } from "../store/model.ts";
import { valueGoods } from "./value-goods.ts";

/** What one line of a refund was worth. */
export type RefundLine = { id: number; lineItemId: number; quantity: number; subtotalMinor: number; taxMinor: number };

/** The lines of a refund with their worth, which depends on what earlier refunds had rounded already. */
export function valueRefundLines(order: OrderRecord, refund: RefundRecord): RefundLine[] {
  const units = new Map<number, number>();
  for (const earlier of order.refunds.slice(0, order.refunds.indexOf(refund))) {
    for (const line of earlier.lines) units.set(line.lineItemId, (units.get(line.lineItemId) ?? 0) + line.quantity);
  }
  return refund.lines.map(({ lineItemId, quantity }, index) => {
    const before = valueGoods(order, units, true);
    units.set(lineItemId, (units.get(lineItemId) ?? 0) + quantity);
    const after = valueGoods(order, units, true);
    return {
      id: refund.id * 100 + index,
      lineItemId,
      quantity,
      subtotalMinor: before.subtotalMinor - after.subtotalMinor,
      taxMinor: before.taxMinor - after.taxMinor,
    };
  });
}
