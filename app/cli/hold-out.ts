import { forecastAt } from "#app/scoring/back-test-forecasts.ts";
import { judgeOrigin } from "#app/scoring/back-test-shop.ts";
import type { Origin } from "#app/scoring/back-test.ts";
import { proveModel, SEED } from "#app/scoring/prove-model.ts";
import { purchaseColumns } from "#app/scoring/purchase-columns.ts";
import type { ModelChoice } from "#app/scoring/purchase-models.ts";
import type { LedgerCustomer } from "./build-ledger.ts";
import { dayName } from "#app/time/day-name.ts";

export type Holdout = { kind: "held-out"; horizonDays: number; origin: Origin };

/** Fits on the purchases up to a day, chooses and corrects by what was known then, and compares with the days after it. */
export function holdOut(
  customers: readonly LedgerCustomer[],
  calibrationEndDay: number,
  asOfDay: number,
  requested: ModelChoice,
): Holdout | { kind: "refused"; reason: string } {
  const all = purchaseColumns(customers.map(({ purchases }) => purchases));
  const firstDay = all.day.reduce((first, day) => Math.min(first, day), asOfDay);
  if (calibrationEndDay < firstDay || calibrationEndDay >= asOfDay) {
    const allowed = firstDay < asOfDay
      ? `it must be from ${dayName(firstDay)} (the first order that counts) to ${dayName(asOfDay - 1)} (the day before the last one looked at)`
      : `no order that counts is before ${dayName(asOfDay)}, the last day looked at, so that nothing can be held out`;
    return { kind: "refused", reason: `--calibration-end is ${dayName(calibrationEndDay)}; ${allowed}` };
  }
  const known = purchaseColumns(customers.map(({ purchases }) => purchases.filter(({ day }) => day <= calibrationEndDay)));
  const { choice } = proveModel(known, calibrationEndDay, requested);
  const horizonDays = asOfDay - calibrationEndDay;
  return { kind: "held-out", horizonDays, origin: judgeOrigin(forecastAt(all, firstDay, calibrationEndDay, horizonDays), choice, SEED) };
}
