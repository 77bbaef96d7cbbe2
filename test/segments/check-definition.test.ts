import { describe, expect, it } from "vitest";
import { checkDefinition } from "#app/segments/check-definition.ts";
import { DEFAULT_DEFINITION, type SegmentDefinition } from "#app/segments/definition.ts";
import { describeProblem } from "#app/segments/definition-problem.ts";

type Change = (draft: SegmentDefinition) => unknown;

/** What is said of the defaults with one change. */
function said(change: Change, current: SegmentDefinition = DEFAULT_DEFINITION): string[] {
  const draft = structuredClone(DEFAULT_DEFINITION);
  change(draft);
  const { problems } = checkDefinition(draft, { current, currency: "EUR" });
  return (problems ?? []).map(describeProblem);
}

const byAmount = (draft: SegmentDefinition, [vip, high, mid]: [number, number, number], currency = "EUR") =>
  (draft.value.tiers = { by: "amount", currency, vip, high, mid });

describe("a definition", () => {
  it("is taken as it is where nothing is wrong with it", () => {
    expect(checkDefinition(DEFAULT_DEFINITION, { current: DEFAULT_DEFINITION, currency: "EUR" })).toEqual({ definition: DEFAULT_DEFINITION, problems: null });
    expect(said((it) => byAmount(it, [3, 2, 1]))).toEqual([]);
    expect(said((it) => (it.value.names.vip = "Très bien & 최고"))).toEqual([]);
    expect(said((it) => (it.value.names.vip = "x".repeat(251)))).toEqual([]);
  });

  it.each<[string, Change, string]>([
    ["a share", (it) => (it.value.tiers.vip = 0), "value.tiers.vip is 0; allowed: at least 0.001"],
    ["a share", (it) => (it.value.tiers.mid = 0.95), "value.tiers.mid is 0.95; allowed: at most 0.9"],
    ["shares", (it) => (it.value.tiers.mid = 0.8), "value.tiers.mid is 0.8; allowed: less than 1 together with value.tiers.vip, value.tiers.high, which is 1"],
    ["an amount", (it) => byAmount(it, [3.5, 2, 1]), "value.tiers.vip is 3.5; allowed: int"],
    ["an amount", (it) => byAmount(it, [2, 2, 1]), "value.tiers.high is 2; allowed: below 2 (value.tiers.vip)"],
    ["an amount", (it) => byAmount(it, [3, 2, 2]), "value.tiers.mid is 2; allowed: below 2 (value.tiers.high)"],
    ["amounts", (it) => byAmount(it, [3, 2, 1], "USD"), 'value.tiers.currency is "USD"; allowed: EUR'],
    ["the rule", (it) => ((it.value.tiers as { by: string }).by = "age"), 'value.tiers.by is "age"; allowed: share, amount'],
    ["the basis", (it) => ((it.value as { basis: string }).basis = "guess"), 'value.basis is "guess"; allowed: auto, historic'],
    ["hysteresis", (it) => (it.value.fallShare = -0.1), "value.fallShare is -0.1; allowed: at least 0"],
    ["cycles", (it) => (it.stage.rule.activeUpToCycles = 2.5), "stage.rule.activeUpToCycles is 2.5; allowed: below 2.5 (stage.rule.atRiskUpToCycles)"],
    ["cycles", (it) => (it.stage.rule.lapsedUpToCycles = 9), "stage.rule.lapsedUpToCycles is 9; allowed: up to 8 (stage.rule.lostBeyondCycles)"],
    ["chances", (it) => (it.stage.rule.activeFromAlive = 0.6), "stage.rule.activeFromAlive is 0.6; allowed: up to 0.5 (stage.rule.lostBelowAlive)"],
    ["the window", (it) => (it.stage.newWindowDays = 0), "stage.newWindowDays is 0; allowed: at least 1"],
    ["the horizon", (it) => (it.horizon.horizonDays = Number.NaN), "horizon.horizonDays is null; allowed: number"],
    ["a figure", (it) => it.metafields.push("age" as "stage"), 'metafields.10 is "age"; allowed: ' + DEFAULT_DEFINITION.metafields.join(", ")],
    ["a tier", (it) => it.value.tagged.push("best" as "vip"), 'value.tagged.5 is "best"; allowed: vip, high, mid, low, negative'],
    ["what is unknown", (it) => ((it.stage as { colour?: string }).colour = "red"), 'stage.colour is "red"; allowed: nothing'],
    ["the prefix", (it) => (it.prefix = ""), 'prefix is ""; allowed: 1 to 40 characters'],
  ])("is refused for %s by value, place and what is allowed", (_, change, text) => {
    expect(said(change)).toEqual([text]);
  });

  it.each([[""], ["\u200b"], ["\u3164"], ["\u2800"], ["a,b"], ["end "], ["tab\t"], ["x".repeat(252)], ["\ud800"]])("is refused for a tag that Shopify would not take as it is: %j", (name) => {
    expect(said((it) => (it.value.names.vip = name))).toEqual([
      `value.names.vip is ${JSON.stringify(name)}; allowed: a tag of 1 to 255 characters without commas, control characters or spaces at its ends`,
    ]);
  });

  it.each([["a,b:"], [" clv:"], ["clv\n"], ["\ud800"]])("is refused at the prefix where that makes no tag with any name: %j", (prefix) => {
    expect(said((it) => (it.prefix = prefix))).toEqual([
      `prefix is ${JSON.stringify(prefix)}; allowed: a tag of 1 to 255 characters without commas, control characters or spaces at its ends`,
    ]);
  });

  it("is refused where two tags differ in case only, across dimensions, too", () => {
    expect(said((it) => (it.stage.names.lost = "Value-VIP"))).toEqual([
      'stage.names.lost is "Value-VIP"; allowed: another tag than "clv:value-vip" (value.names.vip)',
    ]);
  });

  it("has names and prefix composed, whichever way they were typed", () => {
    const draft = structuredClone(DEFAULT_DEFINITION);
    draft.prefix = "clé:".normalize("NFD");
    draft.value.names.vip = "최고".normalize("NFD");
    const { definition } = checkDefinition(draft, { current: DEFAULT_DEFINITION, currency: "EUR" });
    expect(definition?.prefix + definition!.value.names.vip).toBe("clé:최고".normalize("NFC"));
  });

  it.each([["é", "e\u0301"], ["Größe", "GRÖSSE"], ["Ångström", "\u212bngström"], ["ΟΔΟΣ", "οδος"]])("is refused where two tags may be the same: %s and %s", (one, other) => {
    const alike = said((it) => {
      it.value.names.vip = one;
      it.stage.names.lost = other;
    });
    const composed = JSON.stringify(`clv:${one}`.normalize());
    expect(alike).toEqual([`stage.names.lost is ${JSON.stringify(other.normalize())}; allowed: another tag than ${composed} (value.names.vip)`]);
  });

  it.each([["best  buyers", "best buyers"], ["best\u00a0buyers", "Best Buyers"], ["ＶＩＰ", "vip"], ["v\u200bip", "vip"],
    ["best", "best\ufe0f"], ["best", "best\u3164"], ["best", "be\u034fst"], ["best", "best\u2800"], ["best", "best \u200b"], ["best\u00e9", "beste\u034f\u0301"],
  ])("is refused where two tags read the same: %j and %j", (one, other) => {
    const alike = said((it) => {
      it.value.names.vip = one;
      it.stage.names.lost = other;
    });
    expect(alike).toEqual([`stage.names.lost is ${JSON.stringify(other)}; allowed: another tag than ${JSON.stringify(`clv:${one}`)} (value.names.vip)`]);
  });

  it("is refused where a tag would come to stand for another segment, or for the same in another case", () => {
    const swapped = said((it) => {
      it.value.names.vip = "value-high";
      it.value.names.high = "gold";
    });
    expect(swapped).toEqual(['value.names.vip is "value-high"; allowed: another tag than "clv:value-high", which stands for value.names.high until now']);
    expect(said((it) => (it.value.names.vip = "value-VIP"))).toEqual([
      'value.names.vip is "value-VIP"; allowed: another tag than "clv:value-vip", which stands for value.names.vip until now',
    ]);
  });
});
