import type { SplitCell } from "#app/insights/shop-splits.ts";
import { valueBasis } from "#app/segments/value-basis.ts";
import type { Ledger } from "./build-ledger.ts";
import type { Insights } from "./collect-insights.ts";
import { dayName } from "#app/time/day-name.ts";
import type { Holdout } from "./hold-out.ts";
import { splitCustomers } from "./split-customers.ts";
import type { Valuation } from "./value-customers.ts";

type Reported = {
  file: string;
  currency: string;
  asOfDay: number;
  horizonDays: number;
  ledger: Ledger;
  valuation: Valuation;
  cohorts: SplitCell[];
  holdout: Holdout | null;
  insights: Insights;
};

/** What is printed as plain data: money in minor units of the currency, days in the back-test as numbers since 1970. */
export function reportOf({ file, currency, asOfDay, horizonDays, ledger, valuation, cohorts, holdout, insights }: Reported) {
  const { customers, model, interval, proof } = valuation;
  const { ladder, ...fitted } = model;
  const countOf = (names: readonly string[]) => Object.fromEntries([...Map.groupBy(names, (name) => name)].map(([name, all]) => [name, all.length]));
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
      historicValueMinor: customers.reduce((sum, { historicValueMinor }) => sum + historicValueMinor, 0),
      predictedValueMinor: customers.reduce((sum, { predictedValueMinor }) => sum + predictedValueMinor, 0),
      valueTiersBy: valueBasis(proof.standing),
      valueTiers: countOf(customers.map(({ valueTier }) => valueTier)),
      stages: countOf(customers.map(({ stage }) => stage)),
    },
    model: fitted,
    ladder,
    interval: { predictedValue: interval.total },
    backTest: proof.backTest,
    holdout: holdout === null ? null : { horizonDays: holdout.horizonDays, ...holdout.origin },
    insights,
    splits: { ...splitCustomers(ledger.customers, customers), cohorts },
  };
}
