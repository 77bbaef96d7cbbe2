import { expect, it } from "vitest";
import { historyAt } from "#app/scoring/customer-history.ts";
import { predictAgain } from "#app/scoring/predict-again.ts";
import { purchaseColumns, summariseUpTo } from "#app/scoring/purchase-columns.ts";
import { scoreCustomers } from "#app/scoring/score-customers.ts";
import { seededDice } from "../clv/simulate-shop.ts";
import { simulateCalendar } from "./simulate-calendar.ts";

it("gives customers the values of a run over the other horizon, those without a purchase, too", () => {
  const shop = purchaseColumns([[], ...simulateCalendar(seededDice(2), { customers: 300, days: 500, meanMinor: 4000, activity: () => 1 })]);
  const histories = summariseUpTo(shop, 499);
  const other = { horizonDays: 90, annualDiscountRate: 0.2 };
  const year = scoreCustomers(histories, 499);
  const quarter = scoreCustomers(histories, 499, other);
  const rows = Array.from({ length: shop.customers }, (_, row) => row);
  const again = predictAgain(year.model, other, rows.map((row) => historyAt(histories, row)), 499);
  expect(again).toEqual(rows.map((row) => quarter.scoreAt(row)));
  expect(again.map((it) => it.predictedValueMinor)).not.toEqual(rows.map((row) => year.scoreAt(row).predictedValueMinor));
});
