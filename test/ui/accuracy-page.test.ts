import { createElement } from "react";
import { describe, expect, it } from "vitest";
import { METHODS } from "#app/scoring/back-test.ts";
import { formatEstimate } from "#app/money/format-money.ts";
import { STANDINGS } from "#app/scoring/standing.ts";
import { AccuracyPage, type AccuracyPageProps } from "#app/ui/accuracy/accuracy-page.tsx";
import { shownBackTest, type ShownBackTest, type ShownLack } from "#app/views/shown-back-test.ts";
import { backTested } from "../support/back-tested.ts";
import { SHOP_MODEL } from "../support/shop-model.ts";
import { renderPage, textOf } from "./render-page.ts";

const backTest = shownBackTest(backTested({ customers: 600, days: 500 }));
if (backTest.kind === "none") throw new Error("This shop has past enough for a back-test");

const CURRENT: NonNullable<AccuracyPageProps["current"]> = {
  computedAt: "2026-11-20T23:30:00.000Z",
  horizonDays: 365,
  predictedValueMinor: 250_000,
  range: { lowerMinor: 200_000, upperMinor: 310_000 },
  correction: { orders: 1.1, orderValue: 0.95 },
  ladder: SHOP_MODEL.ladder,
  model: "mbg-nbd",
  isPooled: false,
  standing: "proven",
  backTest,
};
const RUN = {
  id: "1", finishedAt: "2026-11-20T23:30:00.000Z", currency: "USD", customers: 1234, model: "mbg-nbd" as const, isPooled: false,
  predictedValueMinor: 250_000, range: CURRENT.range, standing: "proven" as const,
};
const PAGE: AccuracyPageProps = {
  activities: [], scoringFailed: false, current: CURRENT, history: [RUN], sending: false, notDone: null, onCompute: () => {},
};

const show = (change: Partial<AccuracyPageProps> = {}) => renderPage(createElement(AccuracyPage, { ...PAGE, ...change }));
const withCurrent = (change: Partial<typeof CURRENT>) => textOf(show({ current: { ...CURRENT, ...change } }));

describe("the page of accuracy", () => {
  it("answers first whether predictions drive tags, and how that was found out", () => {
    const text = textOf(show());
    expect(text).toContain("Predictions drive your tags On your own past orders the forecast sorted customers as well as every simple rule");
    expect(text).toContain(`the forecast of the next ${backTest.horizonDays} days was compared with what came.`);
    expect(text).not.toContain("drawn at random");
    expect(withCurrent({ backTest: { ...backTest, customers: 90_000, sampled: 25_000 } })).toContain("25,000 of your 90,000 customers were drawn at random");
  });

  it.each(STANDINGS)("has words for the verdict %s", (standing) => {
    const html = show({ current: { ...CURRENT, standing }, history: [{ ...RUN, standing }] });
    expect(html).toContain(`data-testid="verdict-${standing}"`);
    expect(textOf(html)).not.toMatch(/verdict\.|standing\./);
  });

  it("names the rule that did better, at what, and by how much", () => {
    const failed: Extract<ShownBackTest, { kind: "tested" }>["failed"] = [
      { baseline: "past-spend", measure: "gini", ours: 0.61234, theirs: 0.7, standardError: null, origins: 1, isPassed: false },
      { baseline: "mean", measure: "rmse", ours: 2_000, theirs: 1_500, standardError: null, origins: 0, isPassed: false },
    ];
    const text = withCurrent({ standing: "beaten", backTest: { ...backTest, failed } });
    expect(text).toContain("“Rule: past spend goes on” sorted customers better: 0.7 against 0.6123 of 1 (Gini). The forecast was good enough at 1 of 3 dates.");
    expect(text).toContain("“Rule: everyone the same” missed customers by less or the same: €15.00 against €20.00");
  });

  it.each(["days", "active-customers", "origins", "customers", "orders"] as ShownLack["what"][])("says what lacks: %s", (what) => {
    const text = withCurrent({ standing: "unjudged", backTest: { kind: "none", lack: { what, has: 23, needs: 1_168 } } });
    expect(text).toContain("Too early to judge");
    expect(text).toMatch(/23.*1,168 are needed/);
    expect(text).not.toMatch(/lack\./);
  });

  it("shows predicted against actual by tenth as a chart with a summary, and the same numbers as a table", () => {
    const html = show();
    const chart = html.slice(html.indexOf('data-testid="tenths"'));
    const { tenths } = backTest;
    const euros = (minor: number) => `€${(minor / 100).toFixed(2)}`;
    const expected = formatEstimate(tenths[0]!.predictedMinor, "EUR", "en");
    expect(textOf(chart)).toContain(`1 ${tenths[0]!.customers} ${expected} ${euros(tenths[0]!.actualMinor)}`);
    expect(html).toMatch(new RegExp(`role="img" aria-label="Of the best tenth ${expected} was predicted`));
    // A bar and a mark for each tenth, one of each in the legend.
    const drawing = chart.slice(0, chart.indexOf("<details"));
    expect(drawing.match(/class="visx-bar"/g)).toHaveLength(11);
    expect(drawing.match(/<line class="visx-line"[^>]*stroke-width="3"/g)).toHaveLength(11);
  });

  it("compares every method, and explains the measures", () => {
    const text = textOf(show());
    for (const method of METHODS) expect(text).not.toContain(`method.${method}`);
    expect(text).toContain("Forecast by Total off by Off per customer Spearman Gini Best tenth In range, open In range, all");
    expect(text).toContain("In range, open: the share of customers who ended up in their range");
  });

  it("says what the correction does, and that it is carried further than it was tested", () => {
    expect(textOf(show())).toContain("expected orders +10.0%, value of an order -5.0%.");
    expect(textOf(show())).toContain(`It was tested over ${backTest.horizonDays} days. That it holds over 365 days is assumed.`);
    expect(withCurrent({ correction: { orders: 1, orderValue: 1 } })).toContain("Nothing is corrected");
  });

  it("says beside the model, now and at a date, that it is averaged with past orders", () => {
    expect(textOf(show())).toContain("The model in use now: MBG/NBD.");
    expect(textOf(show())).not.toContain("averaged with past orders");
    expect(withCurrent({ isPooled: true })).toContain("The model in use now: MBG/NBD, averaged with past orders.");
    const origins = backTest.origins.map((origin) => ({ ...origin, model: "pareto-nbd" as const, isPooled: true }));
    expect(withCurrent({ backTest: { ...backTest, origins } })).toContain("The model that the app chose at that date: Pareto/NBD, averaged with past orders.");
    const simple = { ...SHOP_MODEL.ladder, weights: { "simple-formula": 1, "shop-average": 0, model: 0 } };
    expect(withCurrent({ ladder: simple })).not.toContain("The model in use now");
  });

  it("shows the total with its range, and the runs before in the money of their day", () => {
    const text = textOf(show());
    expect(text).toContain("Predicted value of all customers, next 365 days €2,500 8 times in 10 the total ends up between €2,000 and €3,100.");
    // Home's customers are more: those who never paid are among them.
    expect(text).toContain("Worked out Have paid Model Predicted value Range, 8 times in 10 Verdict");
    expect(text).toContain("Nov 21, 2026, 00:30 1,234 MBG/NBD $2,500 $2,000 to $3,100 Predictions drive tags");
  });

  it("says that there is no run yet, and offers nothing to do about it", () => {
    const html = show({ current: null, history: [] });
    expect(textOf(html)).toContain("Nothing has been worked out yet");
    expect(textOf(html)).not.toContain("Recompute now");
  });

  it("says that a run was never tested", () => {
    const text = textOf(show({ current: { ...CURRENT, standing: null, backTest: null, range: null, correction: null }, history: [{ ...RUN, range: null, standing: null }] }));
    expect(text).toContain("These values have not been tested yet");
    expect(text).toContain("The range around it is worked out with the next run.");
    expect(text).toContain("$2,500 – Not tested");
  });

  it("shows that it computes, lets nobody ask again meanwhile, and says when it failed", () => {
    const html = show({ activities: [{ what: "scoring", done: 0, total: null, secondsLeft: null }] });
    expect(html).toContain('data-testid="progress-scoring"');
    expect(html).toMatch(/<button[^>]*disabled[^>]*>(?:<[^>]+>)*Recompute now/);
    expect(textOf(show({ scoringFailed: true }))).toContain("The values could not be worked out What was worked out before is unchanged.");
  });
});
