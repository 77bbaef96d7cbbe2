import { dayIn } from "../support/day-in.ts";
import type { PlainOrder } from "./cohorts-straight.ts";

const DAY_MS = 86_400_000;

type Terms = { today: string; timeZone: string };

/** What each customer adds to a number: her part, of the whole that it is a share of. */
type Pair = { part: number; whole: number };

/** How a shop goes straight from its orders: the sums that its numbers are made of, the newest period first. */
export function periodsStraight(orders: readonly PlainOrder[], terms: Terms) {
  const total = (pairs: readonly Pair[], of: keyof Pair) => pairs.reduce((all, pair) => all + pair[of], 0);
  return pairsStraight(orders, terms).map(({ to, returningRevenue, repeatCustomers, purchaseValue, churn }) => ({
    to,
    customers: repeatCustomers.length,
    purchases: total(purchaseValue, "whole"),
    revenue: total(purchaseValue, "part"),
    returningRevenue: total(returningRevenue, "part"),
    repeatCustomers: total(repeatCustomers, "part"),
    churn: churn && { of: churn.length, left: total(churn, "part") },
  }));
}

/** The same customer by customer, sharing nothing with the app: days as text, each number counted for itself. */
export function pairsStraight(orders: readonly PlainOrder[], { today, timeZone }: Terms) {
  const histories = daysOfPurchase(orders, { today, timeZone });
  const first = histories.map(([{ day }]) => day).toSorted()[0]!;
  const historyDays = (Date.parse(today) - Date.parse(first)) / DAY_MS + 1;
  const days = Math.min(90, historyDays);
  const dayBack = (back: number) => new Date(Date.parse(today) - back * DAY_MS).toISOString().slice(0, 10);
  const boughtIn = (own: readonly Purchase[], from: string, to: string) => own.filter(({ day }) => day >= from && day <= to);
  const periods = [];
  for (let back = 0; back < 8 && (back + 1) * days <= historyDays; back += 1) {
    const [from, to] = [dayBack((back + 1) * days - 1), dayBack(back * days)];
    const buyers = histories.filter((own) => boughtIn(own, from, to).length > 0);
    const before = histories.filter((own) => boughtIn(own, dayBack((back + 2) * days - 1), dayBack((back + 1) * days)).length > 0);
    periods.push({
      to,
      days,
      returningRevenue: buyers.map((own): Pair => ({ part: sum(boughtIn(own.slice(1), from, to)), whole: sum(boughtIn(own, from, to)) })),
      repeatCustomers: buyers.map((own): Pair => ({ part: own.filter(({ day }) => day <= to).length > 1 ? 1 : 0, whole: 1 })),
      purchaseValue: buyers.map((own): Pair => ({ part: sum(boughtIn(own, from, to)), whole: boughtIn(own, from, to).length })),
      churn: (back + 2) * days > historyDays ? null : before.map((own): Pair => ({ part: boughtIn(own, from, to).length === 0 ? 1 : 0, whole: 1 })),
    });
  }
  return periods;
}

/** What so many of the best customers brought, and how few brought 80 %. */
export function concentrationStraight(orders: readonly PlainOrder[]) {
  const values = Object.values(Object.groupBy(orders, ({ customer }) => customer)).map((own = []) => own.reduce((all, { netMinor }) => all + netMinor, 0));
  const best = values.toSorted((a, b) => b - a);
  const of = (count: number) => best.slice(0, count).reduce((all, value) => all + value, 0);
  return { customers: best.length, revenueMinor: of(best.length), of, forMost: best.findIndex((_, index) => of(index + 1) >= 0.8 * of(best.length)) + 1 };
}

type Purchase = { day: string; minor: number };

function daysOfPurchase(orders: readonly PlainOrder[], { today, timeZone }: Terms): [Purchase, ...Purchase[]][] {
  const dayOf = dayIn(timeZone, today);
  return Object.values(Object.groupBy(orders, ({ customer }) => customer)).map((own = []) => {
    const byDay = Object.groupBy(own, ({ at }) => dayOf(at));
    const purchases = Object.entries(byDay).map(([day, its = []]) => ({ day, minor: its.reduce((all, { netMinor }) => all + netMinor, 0) }));
    return purchases.toSorted((a, b) => (a.day < b.day ? -1 : 1)) as [Purchase, ...Purchase[]];
  });
}

function sum(purchases: readonly Purchase[]): number {
  return purchases.reduce((all, { minor }) => all + minor, 0);
}
