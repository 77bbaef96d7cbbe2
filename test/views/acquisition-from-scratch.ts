import type { Purchase } from "#app/clv/purchase-history.ts";
import type { Spend } from "#app/acquisition/spend.ts";

/** A customer as the orders have them, and what the run expects of them. */
export type Buyer = { purchases: Purchase[]; channel: string | null; predictedMinor: number };

export type Wanted = { months: string[]; spends: Spend[]; grossMargin: number; /** The upper end of the business's band. */ bandTo: number; today: string };

/**
 * The figures of acquisition by counting, customer by customer and month by month, on dates as a calendar has them;
 * nothing of the app is used.
 */
export function acquisitionFromScratch(buyers: Buyer[], wanted: Wanted) {
  const { months, spends, grossMargin, bandTo } = wanted;
  const spent = spends.filter(({ month }) => months.includes(month));
  const basis = spent.length === 0 ? months : months.filter((month) => spent.some((it) => it.month === month));
  const won = wonIn(buyers, basis);
  const spend = spent.length === 0 ? null : total(spent, ({ amountMinor }) => amountMinor);
  const historic = total(won, ({ purchases }) => total(purchases, ({ valueMinor }) => valueMinor));
  const worth = won.length === 0 ? null : ((historic + total(won, ({ predictedMinor }) => predictedMinor)) / won.length) * grossMargin;
  const cac = spend === null || won.length === 0 ? null : spend / won.length;
  const covered = curveFromScratch(buyers, wanted).findIndex(({ marginMinor }) => cac !== null && marginMinor >= cac - 1e-6);
  return {
    months: months.length,
    monthsWithSpend: spent.length === 0 ? 0 : basis.length,
    spendMinor: spend,
    newCustomers: won.length,
    cac,
    lifetime: worth,
    net: worth === null || cac === null ? null : worth - cac,
    ratio: worth === null || cac === null || cac === 0 ? null : worth / cac,
    payback: covered < 0 ? null : covered + 1,
    romi: spend === null || spend === 0 ? null : (historic * grossMargin - spend) / spend,
    largest: worth === null ? null : worth / bandTo,
  };
}

/** Mean margin by the end of each month; a month counts customers whose whole cohort has been watched through it. */
export function curveFromScratch(buyers: Buyer[], { months, spends, grossMargin, today }: Wanted) {
  const spent = spends.filter(({ month }) => months.includes(month));
  const won = wonIn(buyers, spent.length === 0 ? months : months.filter((month) => spent.some((it) => it.month === month)));
  const curve: { customers: number; marginMinor: number }[] = [];
  for (let months = 1; ; months += 1) {
    const watched = won.filter(({ purchases }) => wholeMonths(lastOfMonth(firstOf(purchases)), dayAfter(today)) >= months);
    if (watched.length === 0) return curve;
    const inIt = (buyer: Buyer) => buyer.purchases.filter(({ day }) => wholeMonths(firstOf(buyer.purchases), dateOf(day)) === months - 1);
    const brought = total(watched, (buyer) => total(inIt(buyer), ({ valueMinor }) => valueMinor)) / watched.length;
    curve.push({ customers: watched.length, marginMinor: (curve.at(-1)?.marginMinor ?? 0) + brought * grossMargin });
  }
}

function wonIn(buyers: Buyer[], months: string[]): Buyer[] {
  return buyers.filter(({ purchases }) => purchases.length > 0 && months.includes(monthOf(firstOf(purchases))));
}

function total<Row>(rows: readonly Row[], of: (row: Row) => number): number {
  return rows.reduce((sum, row) => sum + of(row), 0);
}

function dateOf(day: number): string {
  return new Date(day * 86_400_000).toISOString().slice(0, 10);
}

function firstOf(purchases: Purchase[]): string {
  return dateOf(purchases.reduce((least, { day }) => Math.min(least, day), Infinity));
}

function monthOf(date: string): string {
  return date.slice(0, 7);
}

function dayAfter(date: string): string {
  return new Date(Date.parse(date) + 86_400_000).toISOString().slice(0, 10);
}

function lastOfMonth(date: string): string {
  const [year, month] = date.split("-").map(Number) as [number, number];
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
}

function wholeMonths(from: string, to: string): number {
  const [fromYear, fromMonth, fromDay] = from.split("-").map(Number) as [number, number, number];
  const [toYear, toMonth, toDay] = to.split("-").map(Number) as [number, number, number];
  return (toYear - fromYear) * 12 + toMonth - fromMonth - (toDay < fromDay ? 1 : 0);
}
