import { describe, expect, it } from "vitest";
import { shopAlerts } from "#app/insights/shop-alerts.ts";

const calm = { trends: [], compared: { customers: 10, unexplainedCustomers: 0, unexplainedMinor: 0 }, ordersWaiting: { orders: 5, seconds: 599 } };

describe("a shop's alerts", () => {
  it("are none of a shop that is proven, up to date and steady, or not compared yet", () => {
    expect(shopAlerts(calm)).toEqual([]);
    expect(shopAlerts({ ...calm, compared: null })).toEqual([]);
  });

  it("name what cannot be explained, also where the amounts make up for each other", () => {
    const compared = { customers: 10, unexplainedCustomers: 2, unexplainedMinor: 0 };
    expect(shopAlerts({ ...calm, compared })).toEqual([{ kind: "unexplained", customers: 2, compared: 10, amountMinor: 0 }]);
  });

  it("name orders that have waited for ten minutes, whatever came after them", () => {
    expect(shopAlerts({ ...calm, ordersWaiting: { orders: 5, seconds: 600 } })).toEqual([{ kind: "late-orders", orders: 5, minutes: 10 }]);
  });

  it("tell whether the numbers can be trusted before what they say", () => {
    const trend = { measure: "churn" as const, now: 0.8, before: 0.7, n: 450 };
    const compared = { customers: 10, unexplainedCustomers: 1, unexplainedMinor: 7 };
    const alerts = shopAlerts({ trends: [trend], compared, ordersWaiting: { orders: 1, seconds: 700 } });
    expect(alerts.map(({ kind }) => kind)).toEqual(["unexplained", "late-orders", "trend"]);
  });
});
