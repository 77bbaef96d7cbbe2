import type { ExpectedOrder } from "./expected-shop.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

export type ExpectedCustomer = { customerId: number; ordersCount: number; historicMinor: number; tier: string; stage: string };

export type Held = { tier: string; stage: string };

type Orders = { customerId: number; all: ExpectedOrder[]; counted: ExpectedOrder[]; historicMinor: number; purchaseDays: number[] };

/**
 * Every customer's value, tier and stage from the orders alone, for a shop too small for predictions to count: tiers by
 * what customers have spent, stages by how overdue they are.
 *
 * @param held how each customer was sorted so far: the tier is lost only 10 % under its border, and the stage goes back only
 * when the orders change, which they have not
 */
export function expectCustomers(orders: readonly ExpectedOrder[], today: string, held: ReadonlyMap<number, Held>): ExpectedCustomer[] {
  const customers = gather(orders);
  const tierOf = tierRule(customers.map(({ historicMinor }) => historicMinor));
  const usualGap = medianGap(customers);
  return customers.map((customer) => ({
    customerId: customer.customerId,
    ordersCount: customer.all.length,
    historicMinor: customer.historicMinor,
    tier: tierOf(customer.historicMinor, held.get(customer.customerId)?.tier),
    stage: laterOf(stageOf(customer, dayNumber(today), usualGap), held.get(customer.customerId)?.stage),
  }));
}

function gather(orders: readonly ExpectedOrder[]): Orders[] {
  const groups = Map.groupBy(orders.filter((it) => it.customerId !== null), (it) => it.customerId!);
  return [...groups]
    .sort(([a], [b]) => a - b)
    .map(([customerId, all]) => {
      const counted = all.filter(({ exclusion }) => exclusion === null);
      const purchaseDays = [...new Set(counted.map(({ day }) => dayNumber(day)))].sort((a, b) => a - b);
      return { customerId, all, counted, purchaseDays, historicMinor: counted.reduce((sum, it) => sum + it.netMinor, 0) };
    });
}

/** The best 5, 20 and 50 % of all; a border stands where no more than these are at or above it. */
export function tierRule(values: readonly number[]): (value: number, held?: string) => string {
  const ranks = ["vip", "high", "mid"];
  const borders = [5, 20, 50].map((percent) => {
    const most = Math.ceil((percent * values.length) / 100);
    return Math.min(...values.filter((value) => values.filter((other) => other >= value).length <= most));
  });
  return (value, held) => {
    const heldFrom = held !== undefined && ranks.includes(held) ? ranks.indexOf(held) : ranks.length;
    const rank = borders.findIndex((border, index) => value >= (index >= heldFrom ? border * 0.9 : border));
    return ranks[rank] ?? "low";
  };
}

/** The median of the customers' mean gaps, five assumed ones of 90 days among them. */
function medianGap(customers: readonly Orders[]): number {
  const gaps = customers
    .filter(({ purchaseDays }) => purchaseDays.length > 1)
    .map(({ purchaseDays }) => (purchaseDays.at(-1)! - purchaseDays[0]!) / (purchaseDays.length - 1));
  const sorted = [...gaps, 90, 90, 90, 90, 90].sort((a, b) => a - b);
  return (sorted[Math.floor((sorted.length - 1) / 2)]! + sorted[Math.ceil((sorted.length - 1) / 2)]!) / 2;
}

function stageOf({ all, purchaseDays }: Orders, today: number, usualGap: number): string {
  const days = purchaseDays.length > 0 ? purchaseDays : all.map(({ day }) => dayNumber(day)).sort((a, b) => a - b);
  const [first, last] = [days[0]!, days.at(-1)!];
  if (purchaseDays.length <= 1 && today - first <= Math.min(90, Math.max(14, Math.round(usualGap)))) return "new";
  const ownGaps = Math.max(0, purchaseDays.length - 1);
  const cycle = Math.max(7, ((ownGaps === 0 ? 0 : last - first) + 2 * usualGap) / (ownGaps + 2));
  const overdue = (today - last) / cycle;
  return overdue <= 1.5 ? "active" : overdue <= 2.5 ? "at-risk" : overdue <= 4 ? "lapsed" : "lost";
}

function laterOf(stage: string, held: string | undefined): string {
  const inOrder = ["new", "active", "at-risk", "lapsed", "lost"];
  return held !== undefined && inOrder.indexOf(held) > inOrder.indexOf(stage) ? held : stage;
}

function dayNumber(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) / DAY_MS;
}
