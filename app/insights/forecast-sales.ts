import { type Interval, labelled, type LabelledValue } from "./labelled-value.ts";
import type { Arrivals } from "./measure-arrivals.ts";
import type { PredictionColumns } from "./predictive-clv.ts";

export const FORECAST_DAYS = [30, 60, 90] as const;
export type ForecastDays = (typeof FORECAST_DAYS)[number];

export type Forecast = { orders: LabelledValue; revenue: LabelledValue };

type Outlook = {
  /** Of the customers there are, within so many days. */
  predict: (horizonDays: number) => Pick<PredictionColumns, "expectedPurchases" | "expectedValueMinor">;
  arrivals: Arrivals;
  /** Purchases of a new customer within so many days of the first one, which is not counted. */
  purchasesOfNewCustomer: (days: number) => number;
  /** Around the expected orders and revenue; null where nothing is known of it. */
  intervalOf: (horizonDays: number, expected: { orders: number; revenueMinor: number }) => { orders: Interval; revenueMinor: Interval } | null;
};

/**
 * What the shop can expect to sell: the purchases of the customers it has, and of those who will come if they keep
 * coming as in the last 90 days, first purchases included.
 */
export function forecastSales(horizonDays: ForecastDays, { predict, arrivals, purchasesOfNewCustomer, intervalOf }: Outlook): Forecast {
  const { purchasesOfKnownCustomers, revenueOfKnownCustomers } = totalsOf(predict(horizonDays));
  const purchasesOfNewCustomers = purchasesOfArrivals(horizonDays, arrivals.customersADay, purchasesOfNewCustomer);
  const revenueOfNewCustomers = purchasesOfNewCustomers * arrivals.purchaseValueMinor;
  const orders = purchasesOfKnownCustomers + purchasesOfNewCustomers;
  const revenueMinor = revenueOfKnownCustomers + revenueOfNewCustomers;
  const interval = intervalOf(horizonDays, { orders, revenueMinor });
  const common = { newCustomersADay: arrivals.customersADay, horizonDays };
  const guards = interval === null ? (["no-interval"] as const) : [];
  return {
    orders: labelled("forecast-orders", {
      value: orders,
      factors: { purchasesOfKnownCustomers, purchasesOfNewCustomers, ...common },
      guards,
      interval: interval?.orders,
    }),
    revenue: labelled("forecast-revenue", {
      value: revenueMinor,
      factors: { revenueOfKnownCustomers, revenueOfNewCustomers, ...common },
      guards,
      interval: interval?.revenueMinor,
    }),
  };
}

function totalsOf({ expectedPurchases, expectedValueMinor }: Pick<PredictionColumns, "expectedPurchases" | "expectedValueMinor">) {
  const totals = { purchasesOfKnownCustomers: 0, revenueOfKnownCustomers: 0 };
  expectedPurchases.forEach((purchases, row) => {
    totals.purchasesOfKnownCustomers += purchases;
    totals.revenueOfKnownCustomers += purchases * expectedValueMinor[row]!;
  });
  return totals;
}

/** Those of one day come in its middle, and have the rest of the horizon to come back. */
function purchasesOfArrivals(horizonDays: number, customersADay: number, purchasesOfNewCustomer: (days: number) => number): number {
  let purchases = 0;
  for (let left = horizonDays - 0.5; left > 0; left -= 1) purchases += customersADay * (1 + purchasesOfNewCustomer(left));
  return purchases;
}
