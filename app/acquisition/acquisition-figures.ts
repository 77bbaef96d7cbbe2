import { type Business, clvToCac, largestAcquisitionCost } from "#app/insights/clv-to-cac.ts";
import { customerAcquisitionCost } from "#app/insights/customer-acquisition-cost.ts";
import { labelled, type Guard } from "#app/insights/labelled-value.ts";
import { lifetimeMargin } from "#app/insights/lifetime-margin.ts";
import { netClv } from "#app/insights/net-clv.ts";
import { paybackMonths } from "#app/insights/payback.ts";
import { poolCohorts, type WatchedCohort } from "#app/insights/pool-cohorts.ts";
import { romi } from "#app/insights/romi.ts";
import type { Spend, SpendPlace } from "./spend.ts";

/** Who first bought in a month. */
export type Arrivals = WatchedCohort & { month: string; historicValueMinor: number; predictedValueMinor: number };

export type Terms = {
  /** Of first orders. */
  months: readonly string[];
  grossMargin: number | null;
  business: Business;
  /** Whether the back-test speaks for what is predicted. */
  isProven: boolean;
  /** Where spend is noted in another currency than these customers' value. */
  uncounted: readonly SpendPlace[];
};

export type AcquisitionFigures = ReturnType<typeof acquisitionFigures>;

/**
 * What customers cost and what they are worth, of one channel or of all. Where spend is noted for some of the months, all
 * figures are those of the customers who came in them: a cost of January says nothing of who came in May.
 */
export function acquisitionFigures(arrivals: readonly Arrivals[], spends: readonly Spend[], { months, grossMargin, business, isProven, uncounted }: Terms) {
  const { counted, spent, monthsWithSpend } = countedIn(arrivals, spends, months);
  const isSpent = monthsWithSpend.size > 0;
  const guards: Guard[] = isSpent && monthsWithSpend.size < months.length ? ["spend-of-some-months"] : [];

  const customers = sum(counted, (it) => it.customers);
  const historicValueMinor = sum(counted, (it) => it.historicValueMinor);
  const predictedValueMinor = sum(counted, (it) => it.predictedValueMinor);
  const spendMinor = isSpent ? sum(spent, (it) => it.amountMinor) : null;
  const cost = customerAcquisitionCost(spendMinor, customers);
  const unspent: Guard = uncounted.some(({ month }) => months.includes(month)) ? "spend-in-other-currency" : "no-spend";
  const cac = { ...cost, guards: isSpent ? [...cost.guards, ...guards] : [unspent] };
  const lifetime = lifetimeMargin({ customers, historicValueMinor, predictedValueMinor, isProven }, grossMargin);
  return {
    months: months.length,
    monthsWithSpend: monthsWithSpend.size,
    spendMinor,
    newCustomers: customers,
    cac,
    lifetime,
    net: netClv(lifetime, cac),
    ratio: clvToCac(lifetime, cac, business),
    payback:
      grossMargin === null
        ? labelled("payback-months", { value: null, factors: { acquisitionCost: cac.value }, guards: [...cac.guards, "no-gross-margin"] })
        : paybackMonths(poolCohorts(counted), cac, grossMargin),
    romi: romi(
      { value: grossMargin === null ? null : historicValueMinor * grossMargin, guards: grossMargin === null ? ["no-gross-margin"] : [] },
      { value: spendMinor, guards: isSpent ? guards : [unspent] },
    ),
    largest: largestAcquisitionCost(lifetime, business),
  };
}

export type PaybackCurve = { /** Who has been watched so far. */ customers: number; marginMinor: number }[];

/** What a customer has brought by the end of each month after the first order, as far as it is left; empty where no margin is known. */
export function paybackCurve(arrivals: readonly Arrivals[], spends: readonly Spend[], { months, grossMargin }: Pick<Terms, "months" | "grossMargin">): PaybackCurve {
  if (grossMargin === null) return [];
  const { observed, cumulativeMinor } = poolCohorts(countedIn(arrivals, spends, months).counted);
  return Array.from(cumulativeMinor, (minor, month) => ({ customers: observed[month]!, marginMinor: minor * grossMargin }));
}

function countedIn(arrivals: readonly Arrivals[], spends: readonly Spend[], months: readonly string[]) {
  const spent = spends.filter(({ month }) => months.includes(month));
  const monthsWithSpend = new Set(spent.map(({ month }) => month));
  const counted = arrivals.filter(({ month }) => (monthsWithSpend.size > 0 ? monthsWithSpend.has(month) : months.includes(month)));
  return { counted, spent, monthsWithSpend };
}

function sum<Row>(rows: readonly Row[], of: (row: Row) => number): number {
  return rows.reduce((total, row) => total + of(row), 0);
}
