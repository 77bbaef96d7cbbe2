import { atLeast, callback, fields, finite, oneOf } from "#app/math/check-shape.ts";
import { checkLengths } from "./check-lengths.ts";
import { type Guard, type Interval, labelled, type LabelledValue } from "./labelled-value.ts";
import type { Arrivals } from "./measure-arrivals.ts";
import type { PredictionColumns } from "./predictive-clv.ts";
import { SHORTEST_HISTORY_DAYS } from "./shortest-history.ts";

export const FORECAST_DAYS = [30, 60, 90] as const;
export type ForecastDays = (typeof FORECAST_DAYS)[number];

export type Forecast = { orders: LabelledValue; revenue: LabelledValue };

type Sales = { orders: number; revenueMinor: number };

/** Expected of the customers there are, and of those who will come. */
export type ExpectedSales = { known: Sales; arriving: Sales };

type Outlook = {
  /** Of the customers there are, within so many days. */
  predict: (horizonDays: number) => Pick<PredictionColumns, "expectedPurchases" | "expectedValueMinor">;
  arrivals: Arrivals;
  /** Purchases of a new customer within so many days of the first one, which is not counted. */
  purchasesOfNewCustomer: (days: number) => number;
  /** Around the sums of known and arriving; null where nothing is known of it. */
  intervalOf: (horizonDays: number, expected: ExpectedSales) => { orders: Interval; revenueMinor: Interval } | null;
};

const checkOutlook = fields({
  predict: callback,
  arrivals: fields({ newCustomers: atLeast(0), days: atLeast(0), purchaseValueMinor: finite }),
  purchasesOfNewCustomer: callback,
  intervalOf: callback,
});

/**
 * What the shop can expect to sell: the purchases of the customers it has, and of those who will come if they keep
 * coming as in the last 90 days, first purchases included. There is no forecast of a shop that has not seen 30 days.
 */
export function forecastSales(horizonDays: ForecastDays, outlook: Outlook): Forecast {
  oneOf(FORECAST_DAYS)("horizonDays", horizonDays);
  checkOutlook("outlook", outlook);
  const { predict, arrivals, purchasesOfNewCustomer, intervalOf } = outlook;
  if (arrivals.days < SHORTEST_HISTORY_DAYS) return noForecast(horizonDays, arrivals.days === 0 ? "no-purchases" : "history-too-short");
  const known = totalsOf(predict(horizonDays));
  const customersADay = arrivals.newCustomers / arrivals.days;
  const orders = ordersOfArrivals(horizonDays, customersADay, purchasesOfNewCustomer);
  const arriving = { orders, revenueMinor: orders * arrivals.purchaseValueMinor };
  const interval = intervalOf(horizonDays, { known, arriving });
  const common = { newCustomersADay: customersADay, horizonDays };
  const guards = interval === null ? (["no-interval"] as const) : [];
  return {
    orders: labelled("forecast-orders", {
      value: known.orders + arriving.orders,
      factors: { purchasesOfKnownCustomers: known.orders, purchasesOfNewCustomers: arriving.orders, ...common },
      guards,
      interval: interval?.orders,
    }),
    revenue: labelled("forecast-revenue", {
      value: known.revenueMinor + arriving.revenueMinor,
      factors: { revenueOfKnownCustomers: known.revenueMinor, revenueOfNewCustomers: arriving.revenueMinor, ...common },
      guards,
      interval: interval?.revenueMinor,
    }),
  };
}

function noForecast(horizonDays: ForecastDays, guard: Guard): Forecast {
  const none = { value: null, factors: { newCustomersADay: null, horizonDays }, guards: [guard] };
  return { orders: labelled("forecast-orders", none), revenue: labelled("forecast-revenue", none) };
}

function totalsOf(predictions: ReturnType<Outlook["predict"]>): Sales {
  checkLengths("predictions", predictions, ["expectedPurchases", "expectedValueMinor"]);
  const { expectedPurchases, expectedValueMinor } = predictions;
  const totals = { orders: 0, revenueMinor: 0 };
  expectedPurchases.forEach((purchases, row) => {
    totals.orders += purchases;
    totals.revenueMinor += purchases * expectedValueMinor[row]!;
  });
  return totals;
}

/** Those of one day come in its middle, and have the rest of the horizon to come back. */
function ordersOfArrivals(horizonDays: number, customersADay: number, purchasesOfNewCustomer: Outlook["purchasesOfNewCustomer"]): number {
  let orders = 0;
  for (let left = horizonDays - 0.5; left > 0; left -= 1) orders += customersADay * (1 + purchasesOfNewCustomer(left));
  return orders;
}
