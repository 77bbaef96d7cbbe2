import { createElement } from "react";
import { describe, expect, it } from "vitest";
import { HomePage, type HomePageProps } from "#app/ui/home/home-page.tsx";
import { renderPage, textOf } from "./render-page.ts";

const SET_UP = { connect: true, backfill: true, "check-number": true, "choose-tags": true, "first-play": true };

const EMPTY: HomePageProps = {
  setup: { done: SET_UP, hidden: false },
  alerts: [],
  ordersWaiting: { orders: 0 },
  attention: { atRisk: [], promising: [] },
  onTickStep: () => {},
  onHideSetup: () => {},
  activities: [],
  accessGap: null,
  seesAllOrders: true,
  scoringFailed: false,
  importError: null,
  unreadOrders: 0,
  refused: null,
  scored: null,
  waiting: null,
  moves: [],
  dataRequests: 0,
  names: Promise.resolve({ status: "read", data: {} }),
  lastWrite: null,
  waitingWrite: null,
  onDecide: () => {},
  reconciliation: { provenTo: null, running: false, error: null, compared: null },
  sending: false,
  notDone: false,
  onRecompute: () => {},
  onImport: () => {},
  onReconcile: () => {},
};

const SCORED_SHOP: NonNullable<HomePageProps["scored"]> = {
  computedAt: "2026-11-20T23:30:00.000Z",
  minutesAgo: 3,
  trend: [],
  overview: null,
  totals: {
    customers: 1234, historicValueMinor: 1_000_000, predictedValueMinor: 250_050, lifetimeValueMinor: 1_250_050,
    horizonDays: 365, annualDiscountRate: 0.1, rule: { tax: false, shipping: false }, predictedRange: { lowerMinor: 200_000, upperMinor: 310_000 }, confidence: "medium",
  },
  tiers: [
    { tier: "vip", customers: 62, historicValueMinor: 450_000 },
    { tier: "low", customers: 1172, historicValueMinor: 550_000 },
  ],
  ledger: {
    orders: 15, customers: 3, customersHistoricMinor: 9_000,
    counted: { orders: 12, netMinor: 10_000 },
    guests: { orders: 2, netMinor: 1_000 },
    optedOut: { customers: 0, orders: 0, netMinor: 0 },
    excluded: [{ exclusion: "not-positive", orders: 3, netMinor: -50 }],
  },
  model: { model: "mbg-nbd" as const, isPooled: false, customers: 1200, converged: true, boundary: null },
};

const SCORED: HomePageProps = { ...EMPTY, scored: SCORED_SHOP };

const show = (props: HomePageProps) => renderPage(createElement(HomePage, props));

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
  const shown = (change: Partial<typeof SCORED_SHOP>) => show({ ...SCORED, scored: { ...SCORED_SHOP, ...change } });

  it("say each what it is, of how many, and what chance makes of the difference", () => {
    const text = textOf(shown({ overview }));
    expect(text).toContain("Revenue from returning customers 61.2% Share of the last 90 days' revenue that came with a second or later purchase. A common rule of thumb is 65%. Up from 55%. Of 400 customers.");
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
    expect(textOf(html)).toContain("30 days 120 100 to 140 €6,000.00 €5,000.00 to €7,000.00");
    expect(textOf(html)).toContain("240 customers (20% of all) brought 80% of the revenue so far.");
    expect(html).toContain('aria-label="240 customers (20% of all) brought 80% of the revenue so far."');
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
    expect(textOf(html)).toContain("From €10,000.00 on Nov 18, 2026 to €13,000.00 on Nov 20, 2026.");
    expect(textOf(html)).toContain("The definition was changed on Nov 20, 2026: values before and after may differ in meaning.");
    expect(textOf(html)).toContain("Nov 19, 2026 €11,000.00 €10,000.00 €12,000.00 365");
    expect(html.match(/<path class="visx-area-closed"/g)).toHaveLength(1);
    expect(html).not.toMatch(/NaN|Infinity/);
  });
});

describe("what home asks for", () => {
  it("are the alerts of the day, each with its reason, n and the least that it takes", () => {
    expect(show(SCORED)).not.toContain('data-testid="alerts"');
    const text = textOf(show({
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
    expect(show(EMPTY)).not.toContain("setup-guide");
    const setup = { done: { ...SET_UP, "check-number": false, "first-play": false }, hidden: false };
    const html = show({ ...EMPTY, setup });
    expect(textOf(html)).toContain("Set up Perennial 3 of 5 steps done");
    expect(html).toContain('data-testid="setup-check-number" data-done="false"');
    expect(html).toContain('data-testid="setup-backfill" data-done="true"');
    expect(html).toMatch(/href="\/app\/accuracy"/);
    expect(html.match(/Mark as done: /g)).toHaveLength(2);
    const hidden = show({ ...EMPTY, setup: { ...setup, hidden: true } });
    expect(hidden).not.toContain('data-testid="setup-guide"');
    expect(textOf(hidden)).toContain("Show the set-up guide");
  });

  it("are the customers who need attention", () => {
    const person = { id: "77", lifetimeValueMinor: 90_000, predictedValueMinor: 1_000, lastOrderDay: "2026-08-01", tier: "vip" as const };
    const html = show({ ...SCORED, attention: { atRisk: [person], promising: [] } });
    expect(textOf(html)).toContain("Customer 77 Last order Aug 1, 2026 €900.00 Value tier VIP");
    expect(textOf(html)).toContain("No customer is new just now.");
    expect(html).toContain('href="/app/customers/77"');
  });

  it("says how fresh it is", () => {
    const fresh = (minutesAgo: number, orders: number) => textOf(show({ ...SCORED, scored: { ...SCORED_SHOP, minutesAgo }, ordersWaiting: { orders } }));
    expect(fresh(0, 1)).toContain("Computed now · 1 order waiting");
    expect(fresh(59, 2)).toContain("Computed 59 minutes ago · 2 orders waiting");
    expect(fresh(125, 0)).toContain("Computed 2 hours ago · no orders waiting");
    expect(fresh(24 * 60, 0)).toContain("Computed yesterday");
    expect(fresh(2 * 24 * 60, 0)).toContain("Computed 2 days ago");
  });
});

describe("home", () => {
  it.each([
    ["for-orders", "Setting up"],
    ["for-scores", "Your orders are here"],
    ["no-orders", "No orders yet"],
  ] as const)("says what it waits for: %s", (waiting, words) => {
    const html = show({ ...EMPTY, waiting });
    expect(html).toContain(`data-testid="waiting-${waiting}"`);
    expect(textOf(html)).toContain(words);
  });

  it.each([
    [null, "Nothing is read or written until you open the app again"],
    ["2026-11-21T09:30:00.000Z", "You opened the app again on Nov 21, 2026"],
  ])("says when Shopify took away the access (back: %s)", (to, words) => {
    const html = show({ ...EMPTY, accessGap: { from: "2026-11-20T08:00:00.000Z", to } });
    expect(html).toContain('data-testid="access-gap"');
    expect(textOf(html)).toContain("Shopify took away this app's access on Nov 20, 2026");
    expect(textOf(html)).toContain(words);
    expect(show(EMPTY)).not.toContain("access-gap");
  });

  it("shows how far an import is, and how long it will take", () => {
    const html = show({ ...EMPTY, activities: [{ what: "import-loading", done: 1234, total: 5678, secondsLeft: 150 }] });
    expect(textOf(html)).toContain("Your orders are being read in");
    expect(textOf(html)).toContain("1,234 of 5,678 · about 3 minutes left");
    expect(html).toMatch(/<progress[^>]*value="21"/);
  });

  it.each([
    [3, "about 5 seconds left"],
    [58, "about 60 seconds left"],
    [61, "about 1 minute left"],
    [7200, "about 2 hours left"],
  ])("says roughly how long %d seconds are", (secondsLeft, words) => {
    expect(textOf(show({ ...EMPTY, activities: [{ what: "writing", done: 1, total: 2, secondsLeft }] }))).toContain(words);
  });

  it("says why an import failed, and offers to try again", () => {
    const text = textOf(show({ ...EMPTY, importError: "ACCESS_DENIED" }));
    expect(text).toContain("ACCESS_DENIED");
    expect(text).toContain("Try again");
  });

  it("names the lines that could not be read", () => {
    const text = textOf(show({ ...EMPTY, refused: { lines: 1, reasons: ["line 7: no currency"] } }));
    expect(text).toContain("1 line from Shopify could not be read");
    expect(text).toContain("line 7: no currency");
    expect(textOf(show({ ...EMPTY, refused: { lines: 0, reasons: [] } }))).not.toContain("could not be read");
  });

  it("shows three values, each with its name and what it means, on the shop's clock", () => {
    const text = textOf(show(SCORED));
    expect(text).toContain("Lifetime value €12,500.50 Historic and predicted value together.");
    expect(text).toContain("Historic value €10,000.00 Net sales up to today");
    expect(text).toContain("Predicted value €2,500.50 What is to be expected in the next 365 days, discounted at 10% a year.");
    expect(text).toContain("Computed 3 minutes ago · no orders waiting");
  });

  it("says how sure the predicted value is, and leads to why", () => {
    const html = show(SCORED);
    expect(textOf(html)).toContain("8 times in 10 the total ends up between €2,000.00 and €3,100.00. Medium confidence: see why");
    expect(html).toContain('href="/app/accuracy"');
    const before = show({ ...SCORED, scored: { ...SCORED_SHOP, totals: { ...SCORED_SHOP.totals, predictedRange: null } } });
    expect(textOf(before)).not.toContain("8 times in 10");
  });

  it("shows each tier's share of the revenue, as a number beside the bar", () => {
    expect(textOf(show(SCORED))).toContain("Value tier VIP 62 €4,500.00 45% of revenue");
  });

  it("counts a guest's orders apart, and every order that was left out by its reason", () => {
    const text = textOf(show(SCORED));
    expect(text).toContain("Counted for a customer 10 €90.00");
    expect(text).toContain("Counted, by guests 2 €10.00");
    expect(text).not.toContain("does not want to be sorted");
    expect(text).toContain("Left out: nothing paid that counts 3 -€0.50");
  });

  it("counts apart what those bought who do not want to be sorted, and how many they are", () => {
    const ledger = { ...SCORED_SHOP.ledger, optedOut: { customers: 1, orders: 4, netMinor: 3_000 } };
    const text = textOf(show({ ...SCORED, scored: { ...SCORED_SHOP, ledger } }));
    expect(text).toContain("Counted for a customer 6 €90.00");
    expect(text).toContain("Counted, by 1 customer who does not want to be sorted 4 €30.00");
    expect(text).toContain("They count as revenue, but are neither valued nor tagged.");
  });

  it("says from where to where somebody moved", () => {
    const html = show({
      ...SCORED,
      moves: [{ id: "1", customerId: "77", movedAt: "2026-11-20T12:00:00.000Z", dimension: "stage", from: "active", to: "at-risk" }],
    });
    expect(html).toContain('href="/app/customers/77"');
    expect(textOf(html)).toMatch(/Customer 77 Nov 20, 2026, 13:00 Stage Active to Stage At risk/);
  });

  it("says what was written to Shopify, what is under way, what stopped, and that there was nothing to do", () => {
    const run = { finishedAt: "2026-11-20T12:00:00.000Z", customers: 8, tagsAdded: 16, tagsRemoved: 1, metafieldsSet: 80, refused: 0, refusals: [], approval: null, problem: null };
    const written = (change: Partial<NonNullable<HomePageProps["lastWrite"]>>) => textOf(show({ ...SCORED, lastWrite: { ...run, ...change } }));
    expect(written({})).toContain("Finished Nov 20, 2026, 13:00 8 customers brought up to date 16 tags added 1 tag removed 80 fields set");
    expect(written({})).not.toContain("refused");
    expect(written({ refused: 2 })).toContain("2 customers refused by Shopify");
    expect(written({ customers: 0 })).toContain("Every customer in Shopify was already as it should be.");
    expect(written({ finishedAt: null })).toContain("Under way");
    expect(written({ problem: { code: "bulk-ended-early", status: "TIMEOUT", shopifyMessage: null } })).toContain(
      "is tried again Shopify stopped before it was through all changes (TIMEOUT).",
    );
    expect(written({ problem: { code: "bulk-not-started", shopifyMessage: "Come back later" } })).toContain("Shopify says: Come back later");
    expect(textOf(show(SCORED))).toContain("Nothing has been written yet.");
    expect(written({ customers: 0, approval: "refused" })).toMatch(/Not written: you said no, Nov 20, 2026, 13:00 (?!Every)/);
    expect(written({ finishedAt: null, approval: "waiting" })).toContain("Waits for your yes");
    const refusals = [{ reason: "full", customers: 3, exampleId: "77" }, { reason: "gone", customers: 1, exampleId: "78" }];
    expect(written({ refusals })).toContain("3 customers: full 1 customer: gone");
    expect(show({ ...SCORED, lastWrite: { ...run, refusals } })).toContain('href="/app/customers/77"');
  });

  it("asks for a yes where more is to be written than may be without one", () => {
    const asked = { scoreRunId: "9", customers: 5_000, cap: 1_000, changes: { customers: 4_000, retagged: 3_000, tagsAdded: 3_500, tagsRemoved: 2_000, metafields: 40_000 } };
    const text = textOf(show({ ...SCORED, waitingWrite: { asked } }));
    expect(text).toContain("3,000 of 5,000 customers would get other tags That is more than the 1,000 which may change");
    expect(text).toContain("3,500 tags added, 2,000 tags removed, 40,000 fields set Write them Do not write");
  });

  it("says how far the values are proven, and why Shopify's sums are others", () => {
    const shown = (change: Partial<HomePageProps["reconciliation"]>) => textOf(show({ ...SCORED, reconciliation: { ...EMPTY.reconciliation, ...change } }));
    expect(shown({})).toContain("have not been compared yet");
    const compared = {
      at: "2026-11-20T12:00:00.000Z", customers: 3, shopifyMinor: 11_900, ledgerMinor: 10_000,
      differences: { tax: 1_950, unpaid: -50 }, unexplainedMinor: 0, unexplainedCustomers: 0, unprovableCustomers: 0,
    };
    const text = shown({ provenTo: "2026-11-20T12:00:00.000Z", compared });
    expect(text).toContain("Every change in Shopify up to Nov 20, 2026, 13:00 is in these values.");
    expect(text).toContain("Unexplained: €0.00 3 customers compared on Nov 20, 2026, 13:00");
    expect(text).toMatch(/as Shopify shows it €119.00 Tax -€19.50 Not paid yet, or owed back €0.50 Unexplained €0.00 Counts here €100.00/);
    expect(text).not.toContain("cannot be explained");
    expect(text).not.toContain("cannot be checked");
    expect(shown({ compared: { ...compared, unprovableCustomers: 2 } })).toContain("2 customers' totals cannot be checked");
    const apart = shown({ compared: { ...compared, unexplainedMinor: 7, unexplainedCustomers: 1 }, running: true, error: "out of reach" });
    expect(apart).toContain("Unexplained: €0.07");
    expect(apart).toContain("1 customer's total in Shopify cannot be explained");
    expect(apart).toContain("The last check could not be finished out of reach");
    expect(apart).toContain("Checking…");
  });

  it("says that Shopify hides older orders, and that the values could not be worked out", () => {
    expect(textOf(show(SCORED))).not.toContain("60 days");
    expect(textOf(show({ ...SCORED, seesAllOrders: false }))).toContain("Only the orders of the last 60 days can be seen");
    expect(show(SCORED)).not.toContain("scoring-failed");
    expect(show(SCORED)).not.toContain("unread-orders");
    expect(textOf(show({ ...SCORED, unreadOrders: 2 }))).toContain("2 orders could not be read");
    expect(textOf(show({ ...SCORED, scoringFailed: true }))).toContain("The values could not be worked out");
  });

  it("says how many customers asked for their data, and where the files are", () => {
    const html = show({ ...EMPTY, dataRequests: 2 });
    expect(textOf(html)).toContain("2 customers asked for their data");
    expect(html).toContain('href="/app/settings"');
    expect(show(EMPTY)).not.toContain("data-requests");
  });

  it("warns where the model did not settle, or sits at an edge", () => {
    const model = { ...SCORED.scored!.model, converged: false, boundary: "no dropout" };
    const text = textOf(show({ ...SCORED, scored: { ...SCORED.scored!, model } }));
    expect(text).toContain("Take the predictions as rough");
    expect(text).toContain("no sign of customers leaving for good");
  });
});
