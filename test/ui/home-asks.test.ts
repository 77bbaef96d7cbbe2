import { describe, expect, it } from "vitest";
import { textOf } from "./render-page.ts";
import { EMPTY, SCORED, SCORED_SHOP, SET_UP, showHome } from "./show-home.ts";

describe("what home asks for", () => {
  it("are the alerts of the day, each with its reason, n and the least that it takes", () => {
    expect(showHome(SCORED)).not.toContain('data-testid="alerts"');
    const text = textOf(showHome({
      ...SCORED,
      alerts: [
        { kind: "unexplained", customers: 2, compared: 900, amountMinor: 700 },
        { kind: "late-orders", orders: 3, minutes: 12 },
        { kind: "trend", measure: "churn", now: 0.8, before: 0.7, n: 450 },
      ],
    }));
    expect(text).toContain("3 things to look at 2 customers' totals in Shopify cannot be explained, of 900 compared: €7.00 in all.");
    expect(text).toContain("3 orders wait to be read, the oldest for 12 minutes.");
    expect(text).toContain("More customers stay away: 80%, after 70% in the 90 days before. Of 450 customers (at least 100 needed).");
  });

  it("are the steps of the set-up that are open, each with what to do; the guide can be put away and is gone when all is done", () => {
    expect(showHome(EMPTY)).not.toContain("setup-guide");
    const setup = { done: { ...SET_UP, "check-number": false, "first-play": false }, hidden: false };
    const html = showHome({ ...EMPTY, setup });
    expect(textOf(html)).toContain("Set up Perennial 3 of 5 steps done");
    expect(html).toContain('data-testid="setup-check-number" data-done="false"');
    expect(html).toContain('data-testid="setup-backfill" data-done="true"');
    expect(html).toMatch(/href="\/app\/accuracy"/);
    expect(html.match(/Mark as done: /g)).toHaveLength(2);
    const hidden = showHome({ ...EMPTY, setup: { ...setup, hidden: true } });
    expect(hidden).not.toContain('data-testid="setup-guide"');
    expect(textOf(hidden)).toContain("Show the set-up guide");
  });

  it("are the customers who need attention", () => {
    const person = { id: "77", lifetimeValueMinor: 90_000, predictedValueMinor: 1_000, lastOrderDay: "2026-08-01", tier: "vip" as const };
    const html = showHome({ ...SCORED, attention: { atRisk: [person], promising: [] } });
    expect(textOf(html)).toContain("Customer 77 Last order Aug 1, 2026 €900 Value tier VIP");
    expect(textOf(html)).toContain("No customer is new just now.");
    expect(html).toContain('href="/app/customers/77"');
  });

  it("says how fresh it is", () => {
    const fresh = (minutesAgo: number, orders: number) => textOf(showHome({ ...SCORED, scored: { ...SCORED_SHOP, minutesAgo }, ordersWaiting: { orders } }));
    expect(fresh(0, 1)).toContain("Computed just now · 1 order waiting");
    expect(fresh(59, 2)).toContain("Computed 59 minutes ago · 2 orders waiting");
    expect(fresh(125, 0)).toContain("Computed 2 hours ago · no orders waiting");
    expect(fresh(24 * 60, 0)).toContain("Computed yesterday");
    expect(fresh(2 * 24 * 60, 0)).toContain("Computed 2 days ago");
  });
});
