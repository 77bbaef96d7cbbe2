import { describe, expect, it } from "vitest";
import type { Choice } from "#app/scoring/back-test.ts";
import { forecastAt } from "#app/scoring/back-test-forecasts.ts";
import { intervalsOf } from "#app/scoring/back-test-intervals.ts";
import { drawIntervals } from "#app/scoring/draw-intervals.ts";
import { purchaseColumns, summariseUpTo } from "#app/scoring/purchase-columns.ts";
import { scoreCustomers } from "#app/scoring/score-customers.ts";
import { seededDice } from "../clv/simulate-shop.ts";
import { simulateCalendar } from "./simulate-calendar.ts";

const [FIRST, DAY, WINDOW] = [0, 250, 60];
const CORRECTION = { orders: { level: 1.2, season: 1, deviation: 0.1 }, orderValue: { level: 0.9, season: 1, deviation: 0.1 } };

describe("intervals of the back-test", () => {
  it.each([
    { customers: 15, model: "mbg-nbd", isOn: false, rung: "no weight" },
    { customers: 300, model: "pareto-nbd", isOn: false, rung: "some weight" },
    { customers: 300, model: "mbg-nbd", isOn: true, rung: "some weight" },
    { customers: 3000, model: "mbg-nbd", isOn: false, rung: "full weight" },
  ] as const)("are those of a run of that day, of $customers customers, $model, past orders $isOn", ({ customers, model, isOn, rung }) => {
    const shop = purchaseColumns(simulateCalendar(seededDice(3), { customers, days: DAY + WINDOW, meanMinor: 4000, activity: () => 1 }));
    const choice: Choice = { model, origins: 1, errors: [], pooling: { isOn, alone: 1, pooled: 1, standardError: 1 }, correction: CORRECTION };
    const { customers: { low, high }, total } = intervalsOf(forecastAt(shop, FIRST, DAY, WINDOW), choice);

    const run = scoreCustomers(summariseUpTo(shop, DAY), DAY, { horizonDays: WINDOW, annualDiscountRate: 0 }, {
      model,
      levelCorrection: { orders: CORRECTION.orders.level, orderValue: CORRECTION.orderValue.level },
      isPooled: isOn,
    });
    const { model: weight } = run.model.ladder.weights;
    expect(weight === 0 ? "no weight" : weight === 1 ? "full weight" : "some weight").toBe(rung);
    const drawn = drawIntervals(run, CORRECTION);
    expect([low, high, total]).toEqual([drawn.lowerMinor, drawn.upperMinor, drawn.total]);
    expect(high.some((minor) => minor > 0)).toBe(true);
  });
});
