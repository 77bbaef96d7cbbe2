import { checkPurchases } from "#app/scoring/check-purchases.ts";
import type { PurchaseColumns } from "#app/scoring/purchase-columns.ts";
import { DAYS_A_MONTH, DAYS_A_YEAR, MONTHS_A_YEAR } from "#app/time/days-a-year.ts";
import type { Measured } from "./combined.ts";
import { earliestDay, firstDays } from "./first-days.ts";
import type { Guard } from "./labelled-value.ts";
import { SHORTEST_HISTORY_DAYS } from "./shortest-history.ts";
import { tallyPeriod } from "./tally-period.ts";

/** The averages that the simple formulas are made of. */
export type ShopFigures = {
  averagePurchaseValue: Measured;
  /** Of a customer who bought in the last year. */
  purchasesAMonth: Measured;
  purchasesAYear: Measured;
  /** Of the same customers, in minor units. */
  monthlyRevenue: Measured;
  monthlyChurn: Measured;
};

const TOO_SHORT: Measured = { value: null, guards: ["history-too-short"] };

/**
 * Averages of a shop. Frequency and revenue are those of the customers who bought within the last 365 days (or as long
 * as the shop exists, if that is 30 days). Churn compares two periods of equal length, 365 days or half the shop's history, 30 at least: of the
 * customers who bought in the earlier one, the share c who did not buy in the later one, as a monthly rate
 * 1 − (1 − c)^(month / period).
 */
export function measureShop(purchases: PurchaseColumns, observationEnd: number): ShopFigures {
  checkPurchases(purchases, observationEnd);
  const firstDay = earliestDay(firstDays(purchases), observationEnd);
  if (firstDay > observationEnd) {
    const none: Measured = { value: null, guards: ["no-purchases"] };
    return { averagePurchaseValue: none, purchasesAMonth: none, purchasesAYear: none, monthlyRevenue: none, monthlyChurn: none };
  }
  const historyDays = observationEnd - firstDay + 1;
  const periodDays = Math.min(DAYS_A_YEAR, historyDays);
  const all = tallyPeriod(purchases, firstDay, observationEnd);
  const recent = tallyPeriod(purchases, observationEnd - periodDays + 1, observationEnd);
  const months = periodDays / DAYS_A_MONTH;
  const rate = (value: number): Measured =>
    periodDays < SHORTEST_HISTORY_DAYS ? TOO_SHORT : perActive(value / months, recent.customers, extrapolated(periodDays));
  const purchasesAMonth = rate(recent.purchases);
  return {
    averagePurchaseValue: { value: all.valueMinor / all.purchases, guards: [] },
    purchasesAMonth,
    purchasesAYear: { ...purchasesAMonth, value: purchasesAMonth.value === null ? null : purchasesAMonth.value * MONTHS_A_YEAR },
    monthlyRevenue: rate(recent.valueMinor),
    monthlyChurn: measureChurn(purchases, observationEnd, Math.min(DAYS_A_YEAR, Math.floor(historyDays / 2))),
  };
}

function perActive(total: number, customers: number, guards: readonly Guard[]): Measured {
  return customers === 0 ? { value: null, guards: ["no-purchases"] } : { value: total / customers, guards };
}

function extrapolated(periodDays: number): readonly Guard[] {
  return periodDays < DAYS_A_YEAR ? ["extrapolated"] : [];
}

function measureChurn({ customers, offsets, day }: PurchaseColumns, observationEnd: number, periodDays: number): Measured {
  const laterFrom = observationEnd - periodDays + 1;
  const earlierFrom = laterFrom - periodDays;
  let before = 0;
  let lost = 0;
  for (let customer = 0; customer < customers; customer += 1) {
    let isEarlier = false;
    let isLater = false;
    for (let row = offsets[customer]!; row < offsets[customer + 1]!; row += 1) {
      isEarlier ||= day[row]! >= earlierFrom && day[row]! < laterFrom;
      isLater ||= day[row]! >= laterFrom && day[row]! <= observationEnd;
    }
    before += isEarlier ? 1 : 0;
    lost += isEarlier && !isLater ? 1 : 0;
  }
  if (periodDays < SHORTEST_HISTORY_DAYS) return TOO_SHORT;
  if (before === 0) return { value: null, guards: ["no-earlier-customers"] };
  return { value: 1 - (1 - lost / before) ** (DAYS_A_MONTH / periodDays), guards: extrapolated(periodDays) };
}
