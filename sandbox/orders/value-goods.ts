import type { LineItemRecord, OrderRecord } from "../store/model.ts";

/** Units given back, by line. */
export type RefundedUnits = ReadonlyMap<number, number>;

export type Goods = {
  /** After discounts; includes tax where the order's prices do. */
  subtotalMinor: number;
  taxMinor: number;
  discountMinor: number;
  /** Subtotal, and tax where the prices do not include it. */
  payableMinor: number;
};

/**
 * What the goods of an order are worth with some units refunded and, if `edited`, without those that an edit took off.
 * Shares of a line are rounded cumulatively, so that handing back its units one by one hands back the whole line to the cent.
 */
export function valueGoods(order: OrderRecord, refunded: RefundedUnits, edited: boolean): Goods {
  let subtotal = 0;
  let tax = 0;
  let discount = 0;
  let wholeSubtotal = 0;
  let units = 0;
  let wholeUnits = 0;
  for (const line of order.lines) {
    const gone = { refunded: refunded.get(line.id) ?? 0, removed: edited ? line.removedQuantity : 0 };
    const net = lineTotalMinor(line);
    subtotal += keptShare(net, line.quantity, gone);
    tax += keptShare(line.taxMinor, line.quantity, gone);
    discount += keptShare(line.discountMinor, line.quantity, gone);
    wholeSubtotal += net;
    units += line.quantity - gone.refunded - gone.removed;
    wholeUnits += line.quantity;
  }
  const kept = wholeSubtotal === 0 ? (wholeUnits === 0 ? 1 : units / wholeUnits) : subtotal / wholeSubtotal;
  const subtotalMinor = subtotal + Math.round(order.subtotalAdjustmentMinor * kept);
  const taxMinor = tax + Math.round(order.unallottedTaxMinor * kept);
  return {
    subtotalMinor,
    taxMinor,
    discountMinor: discount,
    payableMinor: subtotalMinor + (order.taxesIncluded ? 0 : taxMinor),
  };
}

/** A whole line after its discounts. */
export function lineTotalMinor(line: LineItemRecord): number {
  return line.quantity * line.unitPriceMinor - line.discountMinor;
}

/** What is left of a line after its discounts, without tax; Shopify leaves out what was refunded and what an edit took off. */
export function currentLineMinor(order: OrderRecord, line: LineItemRecord, refunded: RefundedUnits): number {
  const gone = { refunded: refunded.get(line.id) ?? 0, removed: line.removedQuantity };
  const taxMinor = order.taxesIncluded ? keptShare(line.taxMinor, line.quantity, gone) : 0;
  return keptShare(lineTotalMinor(line), line.quantity, gone) - taxMinor;
}

function keptShare(wholeMinor: number, quantity: number, gone: { refunded: number; removed: number }): number {
  if (gone.refunded === 0 && gone.removed === 0) return wholeMinor;
  const upTo = (units: number) => Math.round((wholeMinor * units) / quantity);
  return upTo(quantity - gone.removed) - upTo(gone.refunded);
}
