import { createElement } from "react";
import { describe, expect, it } from "vitest";
import { explainScore } from "#app/scoring/explain-score.ts";
import type { FittedModel } from "#app/scoring/fitted-model.ts";
import { CONFIDENCES, LADDER_REASONS, RUNGS } from "#app/scoring/ladder.ts";
import { Calculation } from "#app/ui/customer/calculation.tsx";
import { LadderNote } from "#app/ui/ladder-note.tsx";
import { SHOP_MODEL } from "../support/shop-model.ts";
import { renderPage, textOf } from "./render-page.ts";

const TODAY = 20_000;
const regular = { purchases: 5, firstPurchaseDay: TODAY - 200, lastPurchaseDay: TODAY - 40, historicValueMinor: 9_000 };
const nobody = { purchases: 0, firstPurchaseDay: TODAY, lastPurchaseDay: TODAY, historicValueMinor: 0 };

const show = (history = regular, model: FittedModel = SHOP_MODEL, stored?: number) => {
  const why = explainScore(model, history, TODAY);
  return textOf(renderPage(createElement(Calculation, { why, predictedValueMinor: stored ?? why.score.predictedValueMinor })));
};

describe("how a predicted value is worked out", () => {
  it("starts from what is known of the customer", () => {
    expect(show()).toContain(
      "Days with an order that counts 5 Came back (repeat purchases, x) 4 From first to last purchase (t_x) 160 days " +
        "From first purchase until worked out (T) 200 days Average value of a purchase (m) €18.00",
    );
  });

  it("multiplies each predictor's factors out, weighs them, and comes to the stored number", () => {
    const { parts, score } = explainScore(SHOP_MODEL, regular, TODAY);
    const values = parts.map(({ factors: f }) => f.probabilityAlive * f.purchasesWhileAlive * f.discountFactor * f.orderValueMinor);
    const euros = (minor: number) => `€${(minor / 100).toFixed(2)}`;
    const text = show();
    expect(text).toContain("Factor Shop average Model");
    expect(text).toContain(`Value = ${euros(values[0]!)} = ${euros(values[1]!)} Weight × 50% × 50%`);
    expect(text).toContain(`Result: ${euros(score.predictedValueMinor)}, the predicted value above.`);
  });

  it("says so where the steps come to another number than the stored one", () => {
    expect(show(regular, SHOP_MODEL, 1)).toContain("but €0.01 is stored");
  });

  it("names the correction of the orders and that of their value", () => {
    expect(show()).toContain("Your past orders gave no reason to correct the level.");
    expect(show()).not.toContain("Corrected,");
    const corrected = show(regular, { ...SHOP_MODEL, levelCorrection: { orders: 1.0825, orderValue: 0.9 } });
    expect(corrected).toContain("Corrected, expected orders times 1.083 and value of an order times 0.9, that is €");
    expect(corrected).toContain("learnt from how forecasts of your past orders missed. The day of the next order is not corrected.");
    expect(corrected).toContain("the predicted value above");
  });

  it("never says that somebody is certain to be a customer", () => {
    const fresh = { ...regular, purchases: 1, firstPurchaseDay: TODAY, lastPurchaseDay: TODAY };
    const sure: FittedModel = { ...SHOP_MODEL, purchases: { ...SHOP_MODEL.purchases, model: "bg-nbd", params: { r: 0.5, alpha: 6, a: 0.9, b: 1.6 } } };
    expect(show(fresh, sure)).toContain("> 99.99%");
    expect(show(fresh, sure)).not.toContain("100%");
  });

  it("has nothing to multiply for a customer without an order that counts", () => {
    const text = show(nobody);
    expect(text).toContain("No order of this customer counts");
    expect(text).toContain("Result: €0.00");
    expect(text).not.toContain("Parameters");
  });

  it.each([
    [SHOP_MODEL.purchases],
    [{ ...SHOP_MODEL.purchases, model: "pareto-nbd" as const, params: { r: 0.5, alpha: 10, s: 0.6, beta: 11 } }],
  ])("shows every parameter that it worked with", (purchases) => {
    const model = { ...SHOP_MODEL, purchases, ladder: { ...SHOP_MODEL.ladder, weights: { "simple-formula": 0.2, "shop-average": 0.3, model: 0.5 } } };
    const { parts } = explainScore(model, regular, TODAY);
    const why = renderPage(createElement(Calculation, { why: explainScore(model, regular, TODAY), predictedValueMinor: 0 }));
    const behind = textOf(why.slice(why.indexOf('data-testid="parameters"')));
    for (const { params } of parts) {
      for (const [name, value] of Object.entries(params)) {
        const shown = name === "averageOrderValueMinor" ? "€30.00" : value.toLocaleString("en", { maximumSignificantDigits: 4 });
        expect(behind).toContain(shown);
      }
    }
    expect(behind.match(/alpha \(days\)/g)).toHaveLength(2);
  });
});

describe("who predicts", () => {
  const numbers = { customers: 1234, repeatCustomers: 321, needed: 200, spanDays: 90.4, horizonDays: 365 };
  const say = (change: Partial<FittedModel["ladder"]>) => textOf(renderPage(createElement(LadderNote, { ...SHOP_MODEL.ladder, ...change })));

  it.each(LADDER_REASONS)("has a sentence for the reason %s", (key) => {
    const text = say({ reason: { key, numbers } });
    expect(text).not.toMatch(/\{\{|ladderReason/);
  });

  it.each(RUNGS)("has a name and a meaning for the rung %s", (rung) => expect(say({ rung })).not.toMatch(/rung/i));

  it.each(CONFIDENCES)("has a word for %s confidence", (confidence) => expect(say({ confidence })).toMatch(new RegExp(`${confidence} confidence`, "i")));

  it("puts the shop's own numbers into the reason", () => {
    expect(say({})).toContain("Customers who have come back: 50 of 100. From 200 on the model predicts alone.");
    expect(say({ reason: { key: "short-history", numbers } })).toContain("first orders are about 45 days old on average. From 100 days on");
  });
});
