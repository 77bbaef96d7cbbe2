import { describe, expect, it } from "vitest";
import { atHorizon } from "#app/scoring/at-horizon.ts";
import { historyColumns } from "#app/scoring/customer-history.ts";
import { scoreCustomer, scoreCustomers } from "#app/scoring/score-customers.ts";
import { boughtOnce, drawnShop, END } from "./drawn-shop.ts";

const HORIZON = { horizonDays: 365, annualDiscountRate: 0.1 };
const histories = drawnShop({ seed: 4, customers: 2000 });

function score(isPooled: boolean, horizon = HORIZON, customers = histories) {
  const shop = scoreCustomers(historyColumns(customers), END, horizon, { isPooled });
  return { ...shop, scores: customers.map((_, row) => shop.scoreAt(row)) };
}

const alone = score(false);
const pooled = score(true);
const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);

describe("past orders pooled with the model", () => {
  it("expect as many orders of all customers together, and differ in who makes them", () => {
    const orders = (of: typeof alone) => sum(of.scores.map(({ expectedOrders }) => expectedOrders));
    expect(orders(pooled) / orders(alone)).toBeCloseTo(1, 12);
    const most = histories.reduce((a, b, row) => (b.purchases > histories[a]!.purchases ? row : a), 0);
    expect(pooled.scores[most]!.expectedOrders).not.toBeCloseTo(alone.scores[most]!.expectedOrders, 3);
  });

  it("are named beside the models", () => {
    expect([alone, pooled].map(({ model }) => model.name)).toEqual(["MBG/NBD with Gamma-Gamma", "MBG/NBD with Gamma-Gamma, averaged with past orders"]);
  });

  it("leave to the model who is still there and when she orders next", () => {
    for (const [row, { probabilityAlive, expectedNextOrderDay }] of pooled.scores.entries()) {
      expect(probabilityAlive).toBeCloseTo(alone.scores[row]!.probabilityAlive!, 12);
      expect(expectedNextOrderDay).toBe(alone.scores[row]!.expectedNextOrderDay);
    }
  });

  it("give one customer later the same number as in the run", () => {
    for (const [row, history] of histories.slice(0, 200).entries()) {
      expect(scoreCustomer(pooled.model, history, END).predictedValueMinor).toBe(pooled.scores[row]!.predictedValueMinor);
    }
  });

  it("are measured anew for another horizon", () => {
    const short = { horizonDays: 30, annualDiscountRate: 0 };
    expect(atHorizon(pooled.model, pooled.tables, short)).toEqual(score(true, short).model);
    expect(atHorizon(alone.model, alone.tables, short).pastOrders).toBeNull();
  });

  it.each([
    ["nobody", []],
    ["one customer", [boughtOnce(10, 500)]],
    ["everybody once", Array.from({ length: 300 }, (_, day) => boughtOnce(day, 1000))],
  ])("%s: finite numbers", (_, customers) => {
    const { model, scores } = score(true, HORIZON, customers);
    expect(Object.values(model.pastOrders!).every(Number.isFinite)).toBe(true);
    for (const { predictedValueMinor } of scores) expect(Number.isFinite(predictedValueMinor)).toBe(true);
  });
});
