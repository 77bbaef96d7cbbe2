import { countedOf, type LedgerOrder } from "../insights/cohorts-straight.ts";
import { pairsStraight } from "../insights/overview-straight.ts";
import { expectCustomers } from "../property/expected-segments.ts";
import { dayIn } from "../support/day-in.ts";

type Terms = { today: string; timeZone: string };
type Pairs = { part: number; whole: number }[];
type Numbers = Record<Measure, number | null>;

const MEASURES = ["returningRevenue", "repeatCustomers", "purchaseValue", "churn"] as const;
type Measure = (typeof MEASURES)[number];

/** How the shop goes, as the first page says it, each number and each difference worked out customer by customer. */
export function measuresStraight(orders: readonly LedgerOrder[], terms: Terms) {
  const periods = pairsStraight(countedOf(orders), terms);
  const [now, before, , , yearBefore] = periods;
  const worse: Record<Measure, string> = { returningRevenue: "down", repeatCustomers: "down", purchaseValue: "down", churn: "up" };
  return {
    days: now!.days,
    measures: MEASURES.map((measure) => {
      const [pairs, earlier] = [now![measure], before?.[measure] ?? null];
      return { measure, value: pairs && ratio(pairs), n: pairs?.length ?? 0, before: earlier && ratio(earlier), change: pairs && earlier ? change(pairs, earlier) : null };
    }),
    past: periods.map((period) => ({
      to: period.to,
      n: period.repeatCustomers.length,
      ...(Object.fromEntries(MEASURES.map((measure) => [measure, period[measure] && ratio(period[measure])])) as Numbers),
    })),
    alerts: MEASURES.flatMap((measure) => {
      const [pairs, earlier, season] = [now, before, yearBefore].map((period) => period?.[measure] ?? null);
      if (!pairs || !earlier || change(pairs, earlier) !== worse[measure]) return [];
      const sinceSeason = season ? change(pairs, season) : "few";
      return ["few", worse[measure]].includes(sinceSeason) ? [{ measure, now: ratio(pairs), before: ratio(earlier), n: pairs.length }] : [];
    }),
  };
}

/** Every order by what became of it. */
export function ledgerStraight(orders: readonly LedgerOrder[]) {
  const sum = (some: readonly LedgerOrder[]) => ({ orders: some.length, netMinor: some.reduce((all, { netMinor }) => all + netMinor, 0) });
  const counted = orders.filter(({ exclusion }) => exclusion === null);
  const reasons = Map.groupBy(orders.filter(({ exclusion }) => exclusion !== null), ({ exclusion }) => exclusion!);
  return {
    orders: orders.length,
    counted: sum(counted),
    guests: sum(counted.filter(({ customer }) => customer === null)),
    excluded: new Map(Array.from(reasons, ([reason, own]) => [reason, sum(own)])),
    customers: new Set(orders.flatMap(({ customer }) => customer ?? [])).size,
    customersHistoricMinor: sum(counted.filter(({ customer }) => customer !== null)).netMinor,
  };
}

/** Everybody with an order, as who is sorted by what was spent; `predicted` says what is expected of each. */
export function peopleStraight(orders: readonly LedgerOrder[], { today, timeZone }: Terms, predicted: ReadonlyMap<number, number>) {
  const dayOf = dayIn(timeZone, today);
  const dated = orders.map(({ id, customer, netMinor, exclusion, at }) => ({ id, customerId: customer, netMinor, exclusion, day: dayOf(at) }));
  const lastDays = new Map(dated.toSorted((a, b) => (a.day < b.day ? -1 : 1)).map(({ customerId, day: last }) => [customerId, last]));
  return expectCustomers(dated, today, new Map()).map(({ customerId, historicMinor, tier, stage }) => {
    const predictedMinor = predicted.get(customerId) ?? 0;
    return { customerId, historicMinor, predictedMinor, lifetimeMinor: historicMinor + predictedMinor, tier, stage, lastDay: lastDays.get(customerId)! };
  });
}

export type Person = ReturnType<typeof peopleStraight>[number];

function ratio(pairs: Pairs): number | null {
  const whole = pairs.reduce((all, pair) => all + pair.whole, 0);
  return whole > 0 ? pairs.reduce((all, { part }) => all + part, 0) / whole : null;
}

/** Beyond what chance does once in a hundred times, by the spread of each customer around the ratio. */
function change(now: Pairs, before: Pairs): string {
  if (Math.min(now.length, before.length) < 100) return "few";
  if (ratio(now) === ratio(before)) return "none";
  const variance = (pairs: Pairs) => {
    const whole = pairs.reduce((all, pair) => all + pair.whole, 0);
    const mean = ratio(pairs)!;
    return pairs.reduce((all, pair) => all + (pair.part - mean * pair.whole) ** 2, 0) / whole ** 2;
  };
  const errors = (ratio(now)! - ratio(before)!) / Math.sqrt(variance(now) + variance(before));
  return Math.abs(errors) < 2.58 ? "none" : errors > 0 ? "up" : "down";
}
