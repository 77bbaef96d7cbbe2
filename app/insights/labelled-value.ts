import { fields, finite, listOf, oneOf, orNull, refuse } from "#app/math/check-shape.ts";

/** What a number counts. Money is in minor units of the shop's currency, per customer where a formula says so. */
type Unit =
  | "minor" | "minor-a-month" | "customers" | "customers-a-day" | "purchases" | "purchases-a-month" | "purchases-a-year"
  | "days" | "months" | "years" | "share" | "share-a-month" | "share-a-year" | "share-a-day" | "ratio";

/** Every formula on offer, with the unit of its result. */
const FORMULAS = {
  simple: "minor",
  annualised: "minor",
  "churn-lifetime": "months",
  margin: "minor",
  net: "minor",
  historic: "minor",
  predictive: "minor",
  cohort: "minor",
  window: "minor",
  "suggested-window": "days",
  equity: "minor",
  payback: "days",
  "payback-months": "months",
  "clv-to-cac": "ratio",
  "lifetime-margin": "minor",
  "acquisition-cost": "minor",
  "largest-acquisition-cost": "minor",
  romi: "share",
  discounted: "minor",
  "forecast-orders": "purchases",
  "forecast-revenue": "minor",
} as const satisfies Record<string, Unit>;
export type Formula = keyof typeof FORMULAS;

/** Every number that a formula is made of, with its unit. */
const FACTORS = {
  averagePurchaseValue: "minor",
  purchasesAMonth: "purchases-a-month",
  purchasesAYear: "purchases-a-year",
  lifespanMonths: "months",
  years: "years",
  monthlyChurn: "share-a-month",
  monthlyRevenue: "minor-a-month",
  grossMargin: "share",
  lifetimeValue: "minor",
  acquisitionCost: "minor",
  spend: "minor",
  newCustomers: "customers",
  marginSoFar: "minor",
  historicValue: "minor",
  predictedValue: "minor",
  purchases: "purchases",
  customers: "customers",
  customersObserved: "customers",
  repeatCustomers: "customers",
  expectedPurchases: "purchases",
  expectedPurchaseValue: "minor",
  discountFactor: "ratio",
  undiscountedValue: "minor",
  annualDiscountRate: "share-a-year",
  discountRateADay: "share-a-day",
  horizonDays: "days",
  monthsSinceFirst: "months",
  windowDays: "days",
  medianGapDays: "days",
  bandFrom: "ratio",
  bandTo: "ratio",
  newCustomersADay: "customers-a-day",
  purchasesOfKnownCustomers: "purchases",
  purchasesOfNewCustomers: "purchases",
  revenueOfKnownCustomers: "minor",
  revenueOfNewCustomers: "minor",
} as const satisfies Record<string, Unit>;
export type Factor = keyof typeof FACTORS;

/** What has to be said beside a number, or why there is none. */
export const GUARDS = [
  /** There is none: nothing was bought yet. */
  "no-purchases",
  /** There is none: the shop has not been watched for long enough to see customers leave, or for a rate. */
  "history-too-short",
  /** There is none: nobody bought in the earlier of the two periods, so nobody can have left. */
  "no-earlier-customers",
  /** There is none: not one customer has been watched for so long. */
  "not-observed-yet",
  /** There is none: the acquisition cost is not known or zero. */
  "no-acquisition-cost",
  /** There is none: nobody has noted what was spent, or it was nothing. */
  "no-spend",
  /** There is none: what was spent is noted in another currency than what it would be set against. */
  "spend-in-other-currency",
  /** Of the months that have spend noted, which are not all of those asked for. */
  "spend-of-some-months",
  /** There is none: money was spent, and nobody came. */
  "no-new-customers",
  /** So few that chance may have made the number. */
  "few-customers",
  /** There is none: nobody has said what is left of an order's value after the goods. */
  "no-gross-margin",
  /** There is none: the acquisition cost has not been earned back so far. */
  "not-reached",
  /** Churn is so low that the lifetime was cut. */
  "lifetime-capped",
  /** Measured on less than a year and scaled up to one. */
  "extrapolated",
  /** A sum of the past; it does not look forward. */
  "looks-back-only",
  "no-interval",
  /** No back-test on the shop's own orders speaks for it. */
  "not-proven",
  /** Too few repeat customers: partly what is assumed of any shop. */
  "assumed-rhythm",
] as const;
export type Guard = (typeof GUARDS)[number];

/** Between its ends the value will lie with the probability `level`; in the unit of the value. */
export type Interval = { lower: number; upper: number; level: number };

type Quantity = { value: number | null; unit: Unit };

/** A number that says what it is: by which formula, out of what, in which unit, and with which reservations. */
export type LabelledValue = {
  formula: Formula;
  /** Null where there is none; `guards` then says why. Money may have fractions of a minor unit. */
  value: number | null;
  unit: Unit;
  /** In the order in which the formula is written. */
  factors: Partial<Record<Factor, Quantity>>;
  guards: readonly Guard[];
  interval: Interval | null;
};

type Given = {
  value: number | null;
  factors: Partial<Record<Factor, number | null>>;
  guards?: readonly Guard[];
  interval?: Interval | null;
};

/** Said of a number that is not there, and of which no guard says why. */
export const WHERE_MISSING = "a number; null only where a guard says why";

const given = fields({ value: orNull(finite), factors: fields({}) });
export const checkGuards = listOf(oneOf(GUARDS));
const someInterval = orNull(fields({ lower: finite, upper: finite, level: finite }));

/** @throws where a number is not finite, or where there is none and no guard says why */
export function labelled(formula: Formula, quantity: Given): LabelledValue {
  oneOf(Object.keys(FORMULAS))("formula", formula);
  given(formula, quantity);
  const { value, factors, guards = [], interval = null } = quantity;
  checkGuards(`guards of ${formula}`, guards);
  someInterval(`interval of ${formula}`, interval);
  if (value === null && guards.length === 0) refuse(`value of ${formula}`, value, WHERE_MISSING);
  for (const [name, factor] of Object.entries(factors)) orNull(finite)(`${name} of ${formula}`, factor);
  const quantities = Object.entries(factors).map(([name, value]) => [name, { value, unit: FACTORS[name as Factor] }]);
  return {
    formula,
    value,
    unit: FORMULAS[formula],
    factors: Object.fromEntries(quantities),
    guards: [...new Set(guards)],
    interval,
  };
}
