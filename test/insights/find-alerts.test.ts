import { describe, expect, it } from "vitest";
import { findAlerts, MEASURES } from "#app/insights/find-alerts.ts";
import { judgeChange } from "#app/insights/judge-change.ts";
import type { Period } from "#app/insights/overview.ts";
import { addTo, emptyRatio, type Ratio, standardErrorsAbove, valueOf } from "#app/insights/ratio.ts";

/** So many of so many customers. */
function shareOf(part: number, n: number): Ratio {
  const ratio = emptyRatio();
  for (let customer = 0; customer < n; customer += 1) addTo(ratio, customer < part ? 1 : 0, 1);
  return ratio;
}

const period = (change: Partial<Period> = {}): Period => ({
  toDay: 20_000, days: 90, returningRevenue: shareOf(100, 200), repeatCustomers: shareOf(100, 200), purchaseValue: shareOf(100, 200), churn: shareOf(100, 200), ...change,
});

describe("a change between two periods", () => {
  it("by hand: 40 % of 1000 after 50 % of 1000 is 4.5 standard errors below", () => {
    const errors = standardErrorsAbove(shareOf(400, 1000), shareOf(500, 1000));
    expect(errors).toBeCloseTo(-0.1 / Math.sqrt((0.4 * 0.6) / 1000 + (0.5 * 0.5) / 1000), 9);
    expect(judgeChange(shareOf(400, 1000), shareOf(500, 1000))).toBe("down");
    expect(judgeChange(shareOf(500, 1000), shareOf(400, 1000))).toBe("up");
  });

  it.each([
    // 2.546 of them.
    [290, "none"],
    // 2.611.
    [291, "up"],
  ] as const)("is beyond chance at 2.58 standard errors: %d of 500 after 250 of 500", (part, change) => {
    expect(judgeChange(shareOf(part, 500), shareOf(250, 500))).toBe(change);
  });

  it("is not judged on fewer than 100 customers in either period", () => {
    expect(judgeChange(shareOf(0, 99), shareOf(99, 100))).toBe("few");
    expect(judgeChange(shareOf(99, 100), shareOf(0, 99))).toBe("few");
    expect(judgeChange(shareOf(0, 100), shareOf(100, 100))).toBe("down");
    expect(judgeChange(shareOf(100, 100), shareOf(100, 100))).toBe("none");
    const nothing = { ...shareOf(0, 100), whole: 0 };
    expect([valueOf(nothing), judgeChange(nothing, shareOf(1, 100))]).toEqual([null, "few"]);
  });

  it("of a ratio of sums goes by how customers differ: one who spends far more than all others makes no trend", () => {
    const [now, before] = [emptyRatio(), emptyRatio()];
    for (let customer = 0; customer < 300; customer += 1) {
      addTo(now, customer === 0 ? 500_000 : 1_000, 1);
      addTo(before, 1_000 + (customer % 3), 1);
    }
    expect(valueOf(now)).toBeGreaterThan(2 * valueOf(before)!);
    expect(judgeChange(now, before)).toBe("none");
  });

  it("is called a change about once in a hundred times where there is none", () => {
    // Shares of 200 drawn alike, by a small generator of its own.
    let state = 7;
    const draw = () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
    const drawn = () => shareOf(Array.from({ length: 200 }, draw).filter((it) => it < 0.4).length, 200);
    let changes = 0;
    for (let pair = 0; pair < 4000; pair += 1) changes += judgeChange(drawn(), drawn()) === "none" ? 0 : 1;
    expect(changes).toBeGreaterThan(15);
    expect(changes).toBeLessThan(75);
  });
});

describe("alerts", () => {
  it.each(MEASURES)("are found where %s went the wrong way, and in no period whose own is no ratio", (measure) => {
    const [low, high] = [shareOf(50, 200), shareOf(150, 200)];
    expect(findAlerts([period({ [measure]: measure === "churn" ? high : low }), period()]).map((it) => it.measure)).toEqual([measure]);
    expect(() => findAlerts([period(), period({ [measure]: 0.5 as never })])).toThrow(new RangeError(`periods[1].${measure} is 0.5; allowed: an object with n, part, whole, partSquares, products, wholeSquares`));
  });

  it("name what went the wrong way, from where to where, and of how many customers", () => {
    const worse = period({ repeatCustomers: shareOf(50, 200), churn: shareOf(160, 200) });
    expect(findAlerts([worse, period()])).toEqual([
      { measure: "repeatCustomers", now: 0.25, before: 0.5, n: 200 },
      { measure: "churn", now: 0.8, before: 0.5, n: 200 },
    ]);
  });

  it("are none where it went the right way, where chance explains it, and where there is nothing to compare", () => {
    const better = period({ repeatCustomers: shareOf(150, 200), churn: shareOf(20, 200) });
    expect(findAlerts([better, period()])).toEqual([]);
    expect(findAlerts([period({ repeatCustomers: shareOf(95, 200) }), period()])).toEqual([]);
    expect(findAlerts([period()])).toEqual([]);
    expect(findAlerts([])).toEqual([]);
    expect(findAlerts([period(), period({ churn: null })])).toEqual([]);
    expect(findAlerts([period({ repeatCustomers: shareOf(10, 99) }), period()])).toEqual([]);
  });

  it("are none where the same season was no better a year before", () => {
    const low = period({ repeatCustomers: shareOf(50, 200) });
    expect(findAlerts([low, period(), period(), period(), low])).toEqual([]);
    expect(findAlerts([low, period(), period(), period(), period()])).toHaveLength(1);
    // A year ago too few were there to say.
    expect(findAlerts([low, period(), period(), period(), period({ repeatCustomers: shareOf(10, 50) })])).toHaveLength(1);
  });
});
