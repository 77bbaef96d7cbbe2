import type { ExportedOrder } from "#app/csv/exported-order.ts";
import { createDice } from "./dice.ts";
import { customersOfExport } from "./customers-of-export.ts";
import { findTimeZone } from "./find-time-zone.ts";
import { shiftToYesterday } from "./move-dates.ts";
import { orderOfExport } from "./order-of-export.ts";
import { productKey, productsOfExport } from "./products-of-export.ts";
import { demoShop, FIRST_ID, instantOf, type ShopFill } from "./shop-fill.ts";

/** Same file, same tags, on every machine. */
const SEED = 20101201;

/** Ids from here on are the sandbox's own. */
const ORDER_ID_LIMIT = 9_000_000_000_000;

/**
 * A shop as its orders export tells it. Dates move by whole days, so that the last order was yesterday at the same time
 * of day, or stay as they are.
 */
export function fillFromOrdersExport(exported: readonly ExportedOrder[], dates: "as-is" | { now: string }): ShopFill {
  const shiftMs = dates === "as-is" ? 0 : shiftToYesterday(exported, Date.parse(dates.now));
  const moved = exported.map((order) => moveBy(order, shiftMs)).sort((a, b) => (a.createdAt < b.createdAt ? -1 : a.createdAt > b.createdAt ? 1 : 0));
  const customers = customersOfExport(moved, createDice(SEED));
  const products = productsOfExport(moved);
  const orderId = numberOrders(moved);
  let nextLineId = FIRST_ID.line;
  const orders = moved.map((order, index) =>
    orderOfExport(order, {
      id: orderId(order, index),
      refundId: FIRST_ID.refund + index,
      customerId: order.email === null ? null : (customers.get(order.email)?.id ?? null),
      lineId: () => nextLineId++,
      productId: (line) => requireId(products.get(productKey(line)), line.title),
    }),
  );
  const shop = demoShop({
    currency: moved[0]?.currency ?? "USD",
    // The clock is told by the dates as they were: moved by a year and a half, summer time falls into winter.
    ianaTimezone: findTimeZone(exported),
    createdAt: moved[0]?.createdAt ?? instantOf(0),
  });
  return { shop, customers: [...customers.values()], products: [...products.values()], orders };
}

function moveBy(order: ExportedOrder, shiftMs: number): ExportedOrder {
  if (shiftMs === 0) return order;
  const move = (instant: string) => instantOf(Date.parse(instant) + shiftMs);
  return { ...order, createdAt: move(order.createdAt), cancelledAt: order.cancelledAt === null ? null : move(order.cancelledAt) };
}

/** The export's own ids where they can be Shopify's; otherwise counted from the first order on. */
function numberOrders(orders: readonly ExportedOrder[]): (order: ExportedOrder, index: number) => number {
  const ids = new Set(orders.map((order) => order.id));
  const usable = ids.size === orders.length && [...ids].every((id) => id !== null && /^[1-9]\d{0,12}$/.test(id) && Number(id) < ORDER_ID_LIMIT);
  return usable ? (order) => Number(order.id) : (_, index) => FIRST_ID.order + index;
}

function requireId(record: { id: number } | undefined, title: string): number {
  if (record === undefined) throw new Error(`No product was made for "${title}"`);
  return record.id;
}
