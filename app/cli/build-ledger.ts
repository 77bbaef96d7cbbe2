import type { Purchase } from "#app/clv/purchase-history.ts";
import type { ExportedOrder } from "#app/csv/exported-order.ts";
import { assessOrder } from "#app/orders/assess-order.ts";
import type { Exclusion } from "#app/orders/exclusion.ts";
import { GOODS_ALONE } from "#app/orders/value-rule.ts";
import { MILLISECONDS_PER_DAY } from "#app/time/milliseconds-per-day.ts";
import { factsOfExportedOrder } from "./facts-of-exported-order.ts";

export type Tally = { orders: number; minor: number };

export type LedgerCustomer = {
  email: string;
  /** All of them, counted or not. */
  ordersCount: number;
  firstOrderDay: number;
  lastOrderDay: number;
  purchases: Purchase[];
  /** The earliest that counts: what is known of how she came. */
  firstOrder: ExportedOrder | null;
};

/** Where every order of an export went, with its net value. */
export type Ledger = {
  /** As they came. Shopify numbers them like that, so ties fall in the app as they do here. */
  customers: LedgerCustomer[];
  counted: Tally;
  guests: Tally;
  leftOut: Map<Exclusion, Tally>;
  afterAsOf: Tally;
};

/** The calendar day by the export's own clock. */
export function orderDay(order: ExportedOrder): number {
  return Math.floor((Date.parse(order.createdAt) + order.utcOffsetMinutes * 60_000) / MILLISECONDS_PER_DAY);
}

/** Sorts orders up to `asOfDay` by the ledger's rule; guests' orders are counted, but belong to nobody. */
export function buildLedger(orders: readonly ExportedOrder[], asOfDay: number): Ledger {
  const customers = new Map<string, LedgerCustomer>();
  const ledger = { counted: tally(), guests: tally(), leftOut: new Map<Exclusion, Tally>(), afterAsOf: tally() };
  for (const order of orders.toSorted(byTime)) {
    const { netMinor, exclusion } = assessOrder(factsOfExportedOrder(order), { shopCurrency: order.currency, rule: GOODS_ALONE });
    const day = orderDay(order);
    if (day > asOfDay) {
      add(ledger.afterAsOf, netMinor);
      continue;
    }
    const customer = order.email === null ? null : customerAt(customers, order.email, day);
    if (exclusion !== null) {
      const reason = ledger.leftOut.get(exclusion) ?? tally();
      ledger.leftOut.set(exclusion, reason);
      add(reason, netMinor);
    } else if (customer === null) add(ledger.guests, netMinor);
    else {
      add(ledger.counted, netMinor);
      customer.purchases.push({ day, valueMinor: netMinor });
      customer.firstOrder ??= order;
    }
  }
  return { ...ledger, customers: [...customers.values()] };
}

function byTime(a: ExportedOrder, b: ExportedOrder): number {
  return Date.parse(a.createdAt) - Date.parse(b.createdAt);
}

function customerAt(customers: Map<string, LedgerCustomer>, email: string, day: number): LedgerCustomer {
  const known = customers.get(email);
  if (known === undefined) {
    const customer: LedgerCustomer = { email, ordersCount: 1, firstOrderDay: day, lastOrderDay: day, purchases: [], firstOrder: null };
    customers.set(email, customer);
    return customer;
  }
  known.ordersCount += 1;
  known.firstOrderDay = Math.min(known.firstOrderDay, day);
  known.lastOrderDay = Math.max(known.lastOrderDay, day);
  return known;
}

function tally(): Tally {
  return { orders: 0, minor: 0 };
}

function add(to: Tally, minor: number): void {
  to.orders += 1;
  to.minor += minor;
}
