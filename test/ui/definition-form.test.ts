import { describe, expect, it } from "vitest";
import { checkDefinition } from "#app/segments/check-definition.ts";
import { DEFAULT_DEFINITION, type SegmentDefinition } from "#app/segments/definition.ts";
import { draftOf, type Form, formOf, withTiers } from "#app/ui/segments/definition-form.ts";
import { tiersToBeginFrom } from "#app/ui/segments/tiers-to-begin-from.ts";

const amountsIn = (currency: string, minor: { vip: number; high: number; mid: number }): SegmentDefinition => ({
  ...DEFAULT_DEFINITION, value: { ...DEFAULT_DEFINITION.value, tiers: { by: "amount", currency, ...minor } },
});
const typed = (change: Partial<Form>) => draftOf({ ...formOf(DEFAULT_DEFINITION), ...change }, DEFAULT_DEFINITION, "EUR") as SegmentDefinition;
const problemsOf = (change: Partial<Form>) => checkDefinition(typed(change), { current: DEFAULT_DEFINITION, currency: "EUR" }).problems;

describe("the form of a definition", () => {
  it.each<[string, SegmentDefinition, string]>([
    ["the defaults", DEFAULT_DEFINITION, "EUR"],
    ["shares that are no whole percents", { ...DEFAULT_DEFINITION, value: { ...DEFAULT_DEFINITION.value, tiers: { by: "share", vip: 0.07, high: 0.145, mid: 0.29 }, fallShare: 0.055 } }, "EUR"],
    ["amounts with cents", amountsIn("EUR", { vip: 123_456, high: 99_999, mid: 1_005 }), "EUR"],
    ["amounts without", amountsIn("JPY", { vip: 90_000, high: 20_001, mid: 7 }), "JPY"],
    ["amounts with thousandths", amountsIn("KWD", { vip: 90_001, high: 20_005, mid: 1_001 }), "KWD"],
    ["a window of days, and dimensions switched off", { ...DEFAULT_DEFINITION, metafields: [], shopifySegments: false, stage: { ...DEFAULT_DEFINITION.stage, on: false, newWindowDays: 30, tagged: ["lost"] } }, "EUR"],
  ])("gives back what it was filled with: %s", (_, definition, currency) => {
    expect(draftOf(formOf(definition), definition, currency)).toEqual(definition);
  });

  it("shows percents and amounts as they are typed", () => {
    expect(formOf(DEFAULT_DEFINITION)).toMatchObject({ "value.tiers.vip": "5", "value.fallShare": "10", "stage.newWindowDays": "", "stage.rule.activeUpToCycles": "1.5" });
    expect(formOf(amountsIn("EUR", { vip: 123_456, high: 2, mid: 1 }))).toMatchObject({ "value.tiers.vip": "1234.56", "value.tiers.high": "0.02" });
  });

  it("leaves to the server what is no number, too fine, or nothing", () => {
    expect(problemsOf({ "value.tiers.vip": "lots" })).toEqual([{ place: "value.tiers.vip", value: "lots", allowed: { rule: "kind", expected: "number" } }]);
    expect(problemsOf({ "horizon.horizonDays": "1.5" })).toEqual([{ place: "horizon.horizonDays", value: 1.5, allowed: { rule: "kind", expected: "int" } }]);
    expect(problemsOf({ smallestSegment: "" })).toMatchObject([{ place: "smallestSegment", value: "" }]);
    expect(problemsOf({ "value.tiers.by": "amount", "value.tiers.vip": "9", "value.tiers.high": "8.005", "value.tiers.mid": "7" })).toMatchObject([{ place: "value.tiers.high", value: 800.5 }]);
    expect(problemsOf({ "stage.newWindowDays": " 30 " })).toBeNull();
  });

  it("goes over to amounts from the borders as they were drawn, and back to the shares as they are set", () => {
    const from = tiersToBeginFrom(DEFAULT_DEFINITION, { vip: 90_050, high: 6_000, mid: null }, "EUR");
    const amounts = withTiers(formOf(DEFAULT_DEFINITION), from.amount);
    expect(amounts).toMatchObject({ "value.tiers.by": "amount", "value.tiers.vip": "900.50", "value.tiers.high": "60.00", "value.tiers.mid": "0.00" });
    expect(withTiers(amounts, from.share)).toEqual(formOf(DEFAULT_DEFINITION));
    const set = amountsIn("EUR", { vip: 3, high: 2, mid: 1 });
    expect(tiersToBeginFrom(set, null, "EUR")).toEqual({ share: DEFAULT_DEFINITION.value.tiers, amount: set.value.tiers });
  });
});
