import type { OrdersExport } from "#app/csv/exported-order.ts";
import type { SplitCell } from "#app/insights/shop-splits.ts";
import { valueBasis } from "#app/segments/value-basis.ts";
import type { Ledger } from "./build-ledger.ts";
import type { Insights } from "./collect-insights.ts";
import { dayName } from "#app/time/day-name.ts";
import type { Holdout } from "./hold-out.ts";
import { splitCustomers } from "./split-customers.ts";
import type { CustomerSums, Group } from "./sum-customers.ts";
import type { Valuation } from "./value-customers.ts";

type Reported = {
  file: string;
  currency: string;
  asOfDay: number;
  horizonDays: number;
  exported: OrdersExport;
  ledger: Ledger;
  valuation: Valuation;
  sums: CustomerSums;
  cohorts: SplitCell[];
  holdout: Holdout | null;
  insights: Insights;
};

/** What is printed as plain data: money in minor units of the currency, days of back-test, holdout and insights as numbers since 1970. */
export function reportOf({ file, currency, asOfDay, horizonDays, exported, ledger, valuation, sums, cohorts, holdout, insights }: Reported) {
  const { customers, model, interval, proof } = valuation;
  const { ladder, ...fitted } = model;
  const { historicMinor, predictedMinor, lifetimeMinor, meanMinor, medianMinor, top, byValueTier, byStage } = sums;
  return {
    summary: {
      file,
      currency,
      asOf: dayName(asOfDay),
      horizonDays,
      orders: {
        counted: ledger.counted,
        guests: ledger.guests,
        leftOut: Object.fromEntries(ledger.leftOut),
        afterAsOf: ledger.afterAsOf,
      },
      customers: customers.length,
      historicValueMinor: historicMinor,
      predictedValueMinor: predictedMinor,
      lifetimeValue: {
        minor: lifetimeMinor, meanMinor, medianMinor, top,
        byValueTier: eachOf(byValueTier, (it) => it.lifetimeMinor), byStage: eachOf(byStage, (it) => it.lifetimeMinor),
      },
      standing: proof.standing,
      valueTiersBy: valueBasis(proof.standing),
      valueTiers: eachOf(byValueTier, (it) => it.customers),
      stages: eachOf(byStage, (it) => it.customers),
    },
    rowsLeftOut: { counts: exported.counts, problems: exported.problems },
    model: fitted,
    ladder,
    interval: { predictedValue: interval.total },
    backTest: proof.backTest,
    holdout: holdout === null ? null : { horizonDays: holdout.horizonDays, ...holdout.origin },
    insights,
    splits: { ...splitCustomers(ledger.customers, customers), cohorts },
  };
}

function eachOf(groups: Record<string, Group>, of: (group: Group) => number): Record<string, number> {
  return Object.fromEntries(Object.entries(groups).map(([name, group]) => [name, of(group)]));
}
