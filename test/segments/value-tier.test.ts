import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { assignValueTier } from "#app/segments/assign-value-tier.ts";
import { DEFAULT_DEFINITION } from "#app/segments/definition.ts";
import { explainTier } from "#app/segments/explain-tier.ts";
import { findValueBorders } from "#app/segments/find-value-borders.ts";
import { nextTier } from "#app/segments/next-tier.ts";
import { BORDERED_TIERS, VALUE_TIERS, type ValueBorders, type ValueTier } from "#app/segments/value-tier.ts";

const { tiers, fallShare } = DEFAULT_DEFINITION.value;
const bordersOf = (values: readonly number[] | Float64Array) => findValueBorders(values, tiers);
const tierOf = (one: number, borders: ValueBorders, previous: ValueTier | null) => assignValueTier(one, borders, previous, fallShare);

const oneToHundred = Array.from({ length: 100 }, (_, index) => (index + 1) * 100);
const value = fc.oneof(fc.integer({ min: -1000, max: 1000 }), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constantFrom(0, -0, 999.995));

describe("borders", () => {
  it("draw 5, 15 and 30 % of a hundred different customers", () => {
    expect(bordersOf(oneToHundred)).toEqual({ vip: 9600, high: 8100, mid: 5100 });
  });

  it("make a single customer vip, of two the better one, and everybody low where all are equal", () => {
    expect(bordersOf([])).toEqual({ vip: null, high: null, mid: null });
    expect(bordersOf([7])).toEqual({ vip: 7, high: 7, mid: 7 });
    expect(bordersOf([7, 9])).toEqual({ vip: 9, high: 9, mid: 9 });
    expect(bordersOf([7, 7])).toEqual({ vip: null, high: null, mid: null });
  });

  it("are not moved by floating point: 5 % of 140 customers are 7", () => {
    const values = Array.from({ length: 140 }, (_, index) => index);
    expect(bordersOf(values).vip).toBe(133);
  });

  it("move up past customers of equal value, so that ties never swell a tier", () => {
    // 90 customers at 1, 4 at 2 and 6 at 3: the top 5 % would part the six.
    const values = [...Array<number>(90).fill(1), ...Array<number>(4).fill(2), ...Array<number>(6).fill(3)];
    expect(bordersOf(values)).toEqual({ vip: null, high: 2, mid: 2 });
  });

  it("are, by the definition, the smallest value with at most so many customers at or above it", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -20, max: 20 }), { maxLength: 60 }), (values) => {
        const borders = bordersOf(values);
        for (const [tier, percent] of [["vip", 5], ["high", 20], ["mid", 50]] as const) {
          const most = Math.ceil((percent * values.length) / 100);
          const fitting = values.filter((it) => values.filter((other) => other >= it).length <= most);
          expect(borders[tier]).toBe(fitting.length === 0 ? null : Math.min(...fitting));
        }
      }),
    );
  });

  it("leave the caller's values as they were and refuse what is no finite number", () => {
    const values = Float64Array.of(3, 1, 2);
    bordersOf(values);
    expect([...values]).toEqual([3, 1, 2]);
    expect(() => bordersOf([1, Number.NaN])).toThrow(/is NaN; allowed: a finite number/);
    expect(() => bordersOf([1, Infinity])).toThrow(/is Infinity; allowed: a finite number/);
    expect(() => bordersOf([1, -Infinity])).toThrow(/is -Infinity; allowed: a finite number/);
  });
});

describe("tiers", () => {
  it("give every number exactly one tier, whatever the borders and the tier before", () => {
    fc.assert(
      fc.property(
        fc.array(value, { maxLength: 30 }), value, fc.constantFrom(null, ...VALUE_TIERS),
        (values, one, previous) => {
          const borders = bordersOf(values);
          const hits = BORDERED_TIERS.map((tier) => borders[tier]).filter((it) => it !== null);
          for (const it of [one, ...values, ...hits]) {
            const tier = tierOf(it, borders, previous);
            expect(VALUE_TIERS).toContain(tier);
            expect(tier === "negative").toBe(it < 0);
          }
        },
      ),
    );
  });

  it("count a border that is hit exactly as reached", () => {
    const borders = { vip: 1000, high: 999.995, mid: 0 };
    expect(tierOf(1000, borders, null)).toBe("vip");
    expect(tierOf(999.995, borders, null)).toBe("high");
    expect(tierOf(999.9949, borders, null)).toBe("mid");
    expect(tierOf(0, borders, null)).toBe("mid");
    expect(tierOf(-0.001, borders, null)).toBe("negative");
  });

  it("without a tier before never put more customers into a tier than its share", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 50 }), { maxLength: 80 }), (values) => {
        const borders = bordersOf(values);
        const tiers = values.map((it) => tierOf(it, borders, null));
        expect(tiers.filter((it) => it === "vip").length).toBeLessThanOrEqual(Math.ceil(values.length / 20));
        expect(tiers.filter((it) => it !== "low").length).toBeLessThanOrEqual(Math.ceil(values.length / 2));
      }),
    );
  });

  it("refuse what is no finite number", () => {
    expect(() => tierOf(Number.NaN, { vip: 1, high: 1, mid: 1 }, null)).toThrow(/is NaN; allowed: a finite number/);
    expect(() => tierOf(Infinity, { vip: 1, high: 1, mid: 1 }, null)).toThrow(/is Infinity; allowed: a finite number/);
  });
});

describe("hysteresis", () => {
  const borders = { vip: 1000, high: 500, mid: 100 };

  it("keeps a tier until the value is 10 % under its border", () => {
    expect(tierOf(900, borders, "vip")).toBe("vip");
    expect(tierOf(899.99, borders, "vip")).toBe("high");
    expect(tierOf(999, borders, "high")).toBe("high");
    expect(tierOf(90, borders, "mid")).toBe("mid");
    expect(tierOf(89, borders, "mid")).toBe("low");
  });

  it("holds for every border that is fallen through, not just the first", () => {
    expect(tierOf(460, borders, "vip")).toBe("high");
    expect(tierOf(460, borders, "mid")).toBe("mid");
    expect(tierOf(-1, borders, "vip")).toBe("negative");
  });

  it("lets a customer rise at once, from below zero too", () => {
    expect(tierOf(1000, borders, "low")).toBe("vip");
    expect(tierOf(0, borders, "negative")).toBe("low");
    expect(tierOf(95, borders, "negative")).toBe("low");
  });

  it("never ranks a customer lower than without it, nor higher than the tier before or the borders allow", () => {
    fc.assert(
      fc.property(value, fc.constantFrom(...VALUE_TIERS), (one, previous) => {
        const rank = (tier: (typeof VALUE_TIERS)[number]) => VALUE_TIERS.indexOf(tier);
        const plain = rank(tierOf(one, borders, null));
        const held = rank(tierOf(one, borders, previous));
        expect(held).toBeLessThanOrEqual(plain);
        expect(held).toBeGreaterThanOrEqual(Math.min(plain, rank(previous)));
      }),
    );
  });

  it("moves nobody who is sorted again by the same value and the same borders", () => {
    fc.assert(
      fc.property(fc.array(value, { maxLength: 30 }), value, fc.constantFrom(null, ...VALUE_TIERS), (values, one, previous) => {
        const drawn = bordersOf([one, ...values]);
        const sorted = tierOf(one, drawn, previous);
        expect(tierOf(one, drawn, sorted)).toBe(sorted);
      }),
    );
  });
});

describe("what a page says about a tier", () => {
  const borders = { vip: 1000, high: 500, mid: null };

  const kept = { value: borders, rhythm: { medianGapDays: 40, newWindowDays: 30 }, definitionVersion: 0, definition: DEFAULT_DEFINITION };
  const explain = (lifetimeValueMinor: number, tier: ValueTier) =>
    explainTier({ lifetimeValueMinor, historicValueMinor: 0 }, tier, { ...kept, standing: "proven" });

  it("goes by historic value where predictions are not proven, and says so", () => {
    const values = { lifetimeValueMinor: 2000, historicValueMinor: 600 };
    for (const standing of ["beaten", "unjudged"] as const) {
      expect(explainTier(values, "high", { ...kept, standing })).toMatchObject({ reason: "reached", basis: "historic", standing, valueMinor: 600 });
    }
  });

  it("goes by historic value where the merchant has chosen it, and draws no conclusion from the standing", () => {
    const definition = { ...DEFAULT_DEFINITION, value: { ...DEFAULT_DEFINITION.value, basis: "historic" as const } };
    expect(explainTier({ lifetimeValueMinor: 2000, historicValueMinor: 600 }, "high", { ...kept, definition, standing: "proven" })).toMatchObject({
      reason: "reached", basis: "historic", standing: null, valueMinor: 600,
    });
  });

  it("knows no share where the border is a fixed amount", () => {
    const amounts = { by: "amount" as const, currency: "EUR", vip: 1000, high: 500, mid: 100 };
    const definition = { ...DEFAULT_DEFINITION, value: { ...DEFAULT_DEFINITION.value, tiers: amounts, fallShare: 0.2 } };
    const value = findValueBorders([3, 1, 2], amounts);
    expect(value).toEqual({ vip: 1000, high: 500, mid: 100 });
    expect(explainTier({ lifetimeValueMinor: 450, historicValueMinor: 0 }, "high", { ...kept, value, definition, standing: "proven" })).toMatchObject({
      reason: "held", border: { minor: 500, keepMinor: 400, shareFromTop: null }, fallShare: 0.2,
    });
  });

  it("names border, reason and the way up", () => {
    expect(explain(600, "high")).toEqual({
      tier: "high", reason: "reached", basis: "lifetime", standing: "proven", valueMinor: 600,
      border: { minor: 500, keepMinor: 450, shareFromTop: 0.2 }, fallShare: 0.1,
      next: { tier: "vip", borderMinor: 1000, amountMinor: 400 },
    });
    expect(explain(470, "high").reason).toBe("held");
    expect(explain(470, "low").reason).toBe("below-borders");
    expect(explain(-5, "negative")).toMatchObject({ reason: "below-zero", border: null });
  });

  it("leads past tiers that nobody is in, to the tier really reached, in whole minor units", () => {
    expect(nextTier(99.5, "low", borders)).toEqual({ tier: "high", borderMinor: 500, amountMinor: 401 });
    expect(nextTier(5, "low", { vip: 9, high: 9, mid: 9 })).toEqual({ tier: "vip", borderMinor: 9, amountMinor: 4 });
    expect(nextTier(-30, "negative", borders)).toEqual({ tier: "low", borderMinor: 0, amountMinor: 30 });
    expect(nextTier(2000, "vip", borders)).toBeNull();
    expect(nextTier(5, "low", { vip: null, high: null, mid: null })).toBeNull();
  });

  it("promises an amount that really reaches the tier", () => {
    fc.assert(
      fc.property(fc.array(value, { maxLength: 30 }), fc.integer({ min: -2000, max: 2000 }), (values, one) => {
        const borders = bordersOf(values);
        const tier = tierOf(one, borders, null);
        const next = nextTier(one, tier, borders);
        if (next === null || !Number.isSafeInteger(next.amountMinor)) return;
        expect(next.amountMinor).toBeGreaterThan(0);
        const reached = tierOf(one + next.amountMinor, borders, tier);
        expect(VALUE_TIERS.indexOf(reached)).toBeLessThanOrEqual(VALUE_TIERS.indexOf(next.tier));
      }),
    );
  });
});
