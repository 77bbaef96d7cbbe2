import { atLeast, fields } from "#app/math/check-shape.ts";
import type { PurchaseColumns } from "#app/scoring/purchase-columns.ts";
import { DAYS_A_YEAR } from "#app/time/days-a-year.ts";
import { acquisitionCost } from "./acquisition-cost.ts";
import { annualisedClv } from "./annualised-clv.ts";
import { churnLifetime } from "./churn-lifetime.ts";
import { type Business, type ClvToCac, clvToCac } from "./clv-to-cac.ts";
import { known } from "./combined.ts";
import { discountedWindow } from "./discounted-window.ts";
import { historicClv } from "./historic-clv.ts";
import type { LabelledValue } from "./labelled-value.ts";
import { checkMargin } from "./check-margin.ts";
import { marginClv } from "./margin-clv.ts";
import { measureShop } from "./measure-shop.ts";
import { netClv } from "./net-clv.ts";
import { payback } from "./payback.ts";
import { simpleClv } from "./simple-clv.ts";
import { suggestWindow } from "./suggest-window.ts";
import { tallyPeriod } from "./tally-period.ts";
import { elapsedDays, valueCurve } from "./value-curve.ts";
import { WINDOW_DAYS, windowClv } from "./window-clv.ts";

export type ShopSettings = {
  /** 1 where costs are not known. */
  grossMargin: number;
  acquisitionCostMinor: number | null;
  /** How long a customer is reckoned to stay in the annualised formula. */
  years: number;
  business: Business;
  /** 0.1 for 10 % a year. */
  annualDiscountRate: number;
};

// The formulas see to the rest.
const checkSettings = fields({ grossMargin: checkMargin, years: atLeast(0), annualDiscountRate: atLeast(0) });

/**
 * Every formula that needs the purchases alone, per customer, in the order in which a page prints them. For a whole
 * shop, or for a part of it (cutPurchases). Acquisition cost is set against the margin CLV: revenue does not pay for it.
 */
export function shopFormulas(purchases: PurchaseColumns, observationEnd: number, settings: ShopSettings): (LabelledValue | ClvToCac)[] {
  checkSettings("settings", settings);
  const { grossMargin, acquisitionCostMinor, years, business, annualDiscountRate } = settings;
  const { averagePurchaseValue, purchasesAMonth, purchasesAYear, monthlyRevenue, monthlyChurn } = measureShop(purchases, observationEnd);
  const { customers, purchases: count, valueMinor } = tallyPeriod(purchases, -Infinity, observationEnd);
  const lifespanMonths = churnLifetime(monthlyChurn);
  const margin = marginClv({ monthlyRevenue, grossMargin, monthlyChurn });
  const cost = acquisitionCost(acquisitionCostMinor);
  const curve = valueCurve(purchases, observationEnd, elapsedDays);
  return [
    historicClv({ historicValueMinor: valueMinor, purchases: count, customers }),
    lifespanMonths,
    simpleClv({ averagePurchaseValue, purchasesAMonth, lifespanMonths }),
    annualisedClv({ averagePurchaseValue, purchasesAYear, years: known(years) }),
    margin,
    netClv(margin, cost),
    clvToCac(margin, cost, business),
    payback(curve, cost, grossMargin),
    ...WINDOW_DAYS.map((days) => windowClv(curve, days)),
    discountedWindow(curve, { horizonDays: DAYS_A_YEAR, annualDiscountRate }),
    suggestWindow(purchases, observationEnd),
  ];
}
