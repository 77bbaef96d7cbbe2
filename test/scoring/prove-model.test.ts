import { describe, expect, it } from "vitest";
import { appraiseShop } from "#app/scoring/appraise-shop.ts";
import { proveModel } from "#app/scoring/prove-model.ts";
import { PURCHASE_MODELS } from "#app/scoring/purchase-models.ts";
import { purchaseColumns } from "#app/scoring/purchase-columns.ts";
import { seededDice } from "../clv/simulate-shop.ts";
import { simulateCalendar } from "./simulate-calendar.ts";

const END = 300;
const shop = purchaseColumns(simulateCalendar(seededDice(2), { customers: 1500, days: END, meanMinor: 4000, activity: () => 1 }));
const proven = proveModel(shop, END, "auto");

describe("the model in use", () => {
  it("is the one that the shop's own past chose, with the correction learnt for it but no season", () => {
    const { backTest, choice, verdict, standing } = proven;
    if (backTest.kind === "none") throw new Error("No back-test");
    expect(choice).toMatchObject({ model: backTest.choice.model, origins: 4, correction: { orders: { level: backTest.choice.correction.orders.level, season: 1 } } });
    expect([verdict, standing]).toEqual([{ chosenModel: choice.model, beatsBaselines: true }, "proven"]);
  });

  it.each(PURCHASE_MODELS)("is %s as fitted where it was asked for, chosen or not, and the verdict still names the one that was chosen", (model) => {
    const asked = proveModel(shop, END, model);
    expect(asked).toMatchObject({ choice: { model, origins: 0, pooling: { isOn: false }, correction: { orders: { level: 1 } } }, standing: "unjudged" });
    expect(asked.verdict).toEqual(proven.verdict);
  });

  it("without a back-test is the first, uncorrected, its level as uncertain as levels usually are", () => {
    const { choice, verdict, standing } = proveModel(purchaseColumns([[{ day: END, valueMinor: 5 }]]), END, "auto");
    expect(choice).toMatchObject({ model: "mbg-nbd", correction: { orders: { level: 1, deviation: 0.15 }, orderValue: { level: 1, deviation: 0.15 } } });
    expect([verdict, standing]).toEqual([null, "unjudged"]);
    expect(proveModel(purchaseColumns([]), END, "pareto-nbd").choice.model).toBe("pareto-nbd");
  });

  it("is one of those there are, up to a day that there is", () => {
    expect(() => proveModel(shop, END, "foo" as never)).toThrow('model is "foo"; allowed: auto, mbg-nbd, pareto-nbd, bg-nbd');
    expect(() => appraiseShop(shop, END, { model: "foo" as never })).toThrow('model is "foo"; allowed: auto');
    expect(() => appraiseShop(shop, NaN)).toThrow("observationEnd is NaN; allowed: a whole day from -719162 to 2932896");
  });
});
