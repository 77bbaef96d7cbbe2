import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { available, type Budget, secondsUntil, spend } from "#app/shopify/budget.ts";

const points = fc.double({ min: 0, max: 5000, noNaN: true });
const time = fc.double({ min: 0, max: 1e6, noNaN: true });
const budget: fc.Arbitrary<Budget> = fc
  .record({
    maximumAvailable: fc.double({ min: 1000, max: 20_000, noNaN: true }),
    share: fc.double({ min: -1, max: 1, noNaN: true }),
    restoreRate: fc.constantFrom(50, 100, 200, 1000, 2000),
    at: time,
  })
  .map(({ share, ...it }) => ({ ...it, currentlyAvailable: share * it.maximumAvailable }));

describe("the cost budget", () => {
  it("restores by its rate, and never beyond its size", () => {
    const it = { maximumAvailable: 2000, currentlyAvailable: 500, restoreRate: 100, at: 10 };
    expect(available(it, 10)).toBe(500);
    expect(available(it, 13)).toBe(800);
    expect(available(it, 1000)).toBe(2000);
    fc.assert(fc.property(budget, time, (it, later) => available(it, it.at + later) <= it.maximumAvailable));
  });

  it("only grows while nothing is spent", () => {
    fc.assert(
      fc.property(budget, time, time, (it, one, other) => {
        const [sooner, later] = one < other ? [one, other] : [other, one];
        expect(available(it, it.at + later)).toBeGreaterThanOrEqual(available(it, it.at + sooner));
      }),
    );
  });

  it("has what was there less what was spent", () => {
    fc.assert(
      fc.property(budget, points, time, (it, cost, later) => {
        const now = it.at + later;
        expect(available(spend(it, cost, now), now)).toBeCloseTo(available(it, now) - cost, 6);
      }),
    );
  });

  it("can be spent after exactly the wait that it names, and not before", () => {
    fc.assert(
      fc.property(budget, points, (it, cost) => {
        const wait = secondsUntil(it, cost, it.at);
        const needed = Math.min(cost, it.maximumAvailable);
        expect(wait).toBeGreaterThanOrEqual(0);
        expect(available(it, it.at + wait)).toBeGreaterThanOrEqual(needed - 1e-3);
        if (wait > 1e-3) expect(available(it, it.at + wait * 0.99)).toBeLessThan(needed);
      }),
    );
  });
});
