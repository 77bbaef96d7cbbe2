import { describe, expect, it } from "vitest";
import { textOf } from "./render-page.ts";
import { SCORED, SCORED_SHOP, showHome } from "./show-home.ts";

describe("the figures of home", () => {
  const overview: NonNullable<(typeof SCORED_SHOP)["overview"]> = {
    days: 90,
    measures: [
      { measure: "returningRevenue", value: 0.612, n: 400, before: 0.55, change: "up" },
      { measure: "repeatCustomers", value: 0.31, n: 400, before: 0.4, change: "down" },
      { measure: "purchaseValue", value: 5012.4, n: 400, before: 5020, change: "none" },
      { measure: "churn", value: null, n: 0, before: null, change: null },
    ],
    past: [
      { to: "2026-11-20", n: 400, returningRevenue: 0.612, repeatCustomers: 0.31, purchaseValue: 5012.4, churn: null },
      { to: "2026-08-22", n: 380, returningRevenue: 0.55, repeatCustomers: 0.4, purchaseValue: 5020, churn: null },
    ],
    forecasts: [
      { days: 30, orders: { value: 120.4, range: { lower: 100, upper: 140 } }, revenueMinor: { value: 600_000, range: { lower: 500_000, upper: 700_000 } }, guards: [] },
    ],
    concentration: { customers: 1200, revenueMinor: 1_000_000, points: [{ customers: 12, revenueMinor: 200_000 }, { customers: 1200, revenueMinor: 1_000_000 }], customersForMost: 240 },
  };
  const shown = (change: Partial<typeof SCORED_SHOP>) => showHome({ ...SCORED, scored: { ...SCORED_SHOP, ...change } });

  it("say each what it is, of how many, and what chance makes of the difference", () => {
    const text = textOf(shown({ overview }));
    expect(text).toContain("Returning customers 61.2% Share of the last 90 days' revenue that came with a second or later purchase. A common rule of thumb is 65%. Up from 55%. Of 400 customers.");
    expect(text).toContain("Repeat rate 31% Of the customers who bought in the last 90 days, how many have bought at least twice by now. Down from 40%. Of 400 customers.");
    expect(text).toContain("Average order value €50.12");
    expect(text).toContain("€50.20 before: no more of a difference than chance makes.");
    expect(text).toContain("Churn – Of the customers who bought in the 90 days before, how many have not bought in the last 90 days. Of 0 customers. There is nothing to compare with yet.");
    expect(text).toContain("Aug 22, 2026 380 55% 40% €50.20 –");
    const lines = (past: typeof overview.past) => shown({ overview: { ...overview, past, concentration: null } }).match(/<path class="visx-linepath"/g)?.length ?? 0;
    expect(lines(overview.past)).toBe(0);
    const churned = { ...overview.past[1]!, churn: 0.5 };
    // Of three periods each number has a line but churn, which the oldest of them does not know.
    expect(lines([churned, churned, overview.past[1]!])).toBe(3);
    expect(lines([churned, churned, churned])).toBe(4);
  });

  it("say what to expect, and how few bring most, as a table behind the chart, too", () => {
    const html = shown({ overview });
    expect(textOf(html)).toContain("30 days 120 100 to 140 €6,000 €5,000 to €7,000");
    expect(textOf(html)).toContain("240 customers (20% of all who have paid) brought 80% of the revenue so far.");
    expect(html).toContain('aria-label="240 customers (20% of all who have paid) brought 80% of the revenue so far."');
    expect(textOf(html)).toContain("1% 12 €2,000.00 20%");
    const young = [{ days: 30 as const, orders: null, revenueMinor: null, guards: ["history-too-short" as const] }];
    expect(textOf(shown({ overview: { ...overview, forecasts: young } }))).toContain("A forecast takes 30 days of orders.");
  });

  it("are awaited where they are not worked out, and leave out what there is none of", () => {
    expect(textOf(shown({}))).toContain("How the shop goes is being worked out.");
    const html = shown({ overview: { ...overview, measures: [], past: [], concentration: null } });
    expect(html).not.toContain('data-testid="measures"');
    expect(html).not.toContain('data-testid="concentration"');
  });

  it("show how the total went, with its range and where its meaning changed", () => {
    const point = { horizonDays: 365, definitionVersion: 0 };
    expect(textOf(shown({ trend: [{ ...point, day: "2026-11-19", lifetimeValueMinor: 1, range: null }] }))).toContain("The line begins with the second day");
    const html = shown({
      trend: [
        { ...point, day: "2026-11-18", lifetimeValueMinor: 1_000_000, range: null },
        { ...point, day: "2026-11-19", lifetimeValueMinor: 1_100_000, range: { lowerMinor: 1_000_000, upperMinor: 1_200_000 } },
        { ...point, day: "2026-11-20", lifetimeValueMinor: 1_300_000, range: { lowerMinor: 1_200_000, upperMinor: 1_400_000 }, definitionVersion: 1 },
      ],
    });
    expect(textOf(html)).toContain("From €10,000 on Nov 18, 2026 to €13,000 on Nov 20, 2026.");
    expect(textOf(html)).toContain("The definition was changed on Nov 20, 2026: values before and after may differ in meaning.");
    expect(textOf(html)).toContain("Nov 19, 2026 €11,000 €10,000 €12,000 365");
    expect(html.match(/<path class="visx-area"/g)).toHaveLength(1);
    expect(html).not.toMatch(/NaN|Infinity/);
  });
});
