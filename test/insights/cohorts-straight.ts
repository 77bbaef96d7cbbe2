import { dayIn } from "../support/day-in.ts";

/** An order that counts, as far as cohorts go. */
export type PlainOrder = { id: number; customer: number; at: Date; netMinor: number; revenueMinor: number; /** Of each cut. */ keys: Record<string, string | null> };

/** Any order: a guest's has no customer; one that does not count has its reason. */
export type LedgerOrder = Omit<PlainOrder, "customer"> & { customer: number | null; exclusion: string | null };

type PlainCell = { n: number; buyers: number; totalMinor: number };
export type PlainRow = { firstDay: string; customers: number; cells: (PlainCell | null)[] };

type Terms = {
  /** As 2026-05-31: the last day that is over, or under way. */
  today: string;
  timeZone: string;
  length: "month" | "quarter";
  value: "netMinor" | "revenueMinor";
  /** Which customers, by their first order. */
  among?: (first: PlainOrder) => boolean;
};

/** Cohorts straight from the orders, order by order, sharing nothing with the app: days as text, months by walking the calendar. */
export function cohortsStraight(orders: readonly PlainOrder[], { today, timeZone, length, value, among = () => true }: Terms): PlainRow[] {
  const dayOf = dayIn(timeZone, today);
  const histories = Object.values(Object.groupBy(orders, ({ customer }) => customer)).flatMap((own = []) => {
    const sorted = own.toSorted((a, b) => a.at.getTime() - b.at.getTime() || a.id - b.id);
    return among(sorted[0]!) ? [{ first: dayOf(sorted[0]!.at), orders: sorted.map((order) => ({ day: dayOf(order.at), minor: order[value] })) }] : [];
  });
  const cohorts = Object.groupBy(histories, ({ first }) => startOf(first, length));
  const rows = Object.entries(cohorts).toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([firstDay, members = []]) => {
    const lastDay = dayBefore(monthLater(firstDay, length === "month" ? 1 : 3));
    const cells: PlainCell[] = [];
    // A month is over for the cohort on the day before that on which it is over for whoever came last.
    for (let month = 0; dayBefore(stepStart(lastDay, month + 1)) <= today; month += 1) {
      const upTo = members.map((it) => it.orders.filter(({ day }) => day < stepStart(it.first, month + 1)).map((order) => ({ ...order, isNow: order.day >= stepStart(it.first, month) })));
      cells.push({
        n: members.length,
        buyers: upTo.filter((own) => own.some(({ isNow }) => isNow)).length,
        totalMinor: upTo.flat().reduce((sum, { minor }) => sum + minor, 0),
      });
    }
    return { firstDay, customers: members.length, cells };
  });
  const columns = Math.max(0, ...rows.map(({ cells }) => cells.length));
  return rows.map((row) => ({ ...row, cells: Array.from({ length: columns }, (_, month) => row.cells[month] ?? null) }));
}

/** All cohorts together: each month's mean of those who have been watched through it, one on top of the other. */
export function togetherStraight(rows: readonly PlainRow[]) {
  const cells: { n: number; buyers: number; perCustomerMinor: number }[] = [];
  for (let month = 0; month < (rows[0]?.cells.length ?? 0); month += 1) {
    const watched = rows.filter(({ cells }) => cells[month] !== null);
    const sum = (of: (row: PlainRow) => number) => watched.reduce((all, row) => all + of(row), 0);
    const n = sum(({ customers }) => customers);
    const within = sum(({ cells }) => cells[month]!.totalMinor - (month === 0 ? 0 : cells[month - 1]!.totalMinor));
    cells.push({ n, buyers: sum((row) => row.cells[month]!.buyers), perCustomerMinor: (cells.at(-1)?.perCustomerMinor ?? 0) + within / n });
  }
  return cells;
}

function startOf(day: string, length: "month" | "quarter"): string {
  const month = Number(day.slice(5, 7));
  const first = length === "month" ? month : month - ((month - 1) % 3);
  return `${day.slice(0, 5)}${String(first).padStart(2, "0")}-01`;
}

function dayBefore(day: string): string {
  return new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);
}

/** The first of the month so many months later. */
function monthLater(day: string, months: number): string {
  const [year, month] = day.split("-").map(Number) as [number, number];
  return new Date(Date.UTC(year, month - 1 + months, 1)).toISOString().slice(0, 10);
}

/** Where a customer's month begins: on the same day of the calendar month, or on the 1st after a month that has no such day. */
function stepStart(first: string, months: number): string {
  const target = monthLater(first, months);
  const daysInMonth = Number(dayBefore(monthLater(first, months + 1)).slice(8));
  const ofMonth = Number(first.slice(8));
  return ofMonth <= daysInMonth ? `${target.slice(0, 8)}${first.slice(8)}` : monthLater(first, months + 1);
}

/** Those that count for a customer. */
export function countedOf(orders: readonly LedgerOrder[]): PlainOrder[] {
  return orders.flatMap(({ customer, exclusion, ...order }) => (customer === null || exclusion !== null ? [] : [{ ...order, customer }]));
}
