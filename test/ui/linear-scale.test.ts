import { describe, expect, it } from "vitest";
import { linearScale } from "#app/ui/charts/linear-scale.ts";

describe("a linear scale", () => {
  it("places values in proportion, also downwards, and those of a domain of one in the middle", () => {
    const down = linearScale({ domain: [10, 20], range: [100, 0] });
    expect([10, 15, 20, 25].map(down)).toEqual([100, 50, 0, -50]);
    expect(linearScale({ domain: [7, 7], range: [0, 40] })(7)).toBe(20);
  });

  it.each([
    [[0, 97], 5, [0, 20, 40, 60, 80]],
    [[0, 1], 5, [0, 0.2, 0.4, 0.6, 0.8, 1]],
    [[0.05, 0.34], 4, [0.1, 0.2, 0.3]],
    [[-120, 130], 5, [-100, -50, 0, 50, 100]],
    [[0, 12], 12, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]],
    [[0, 2_345_678], 4, [0, 500_000, 1_000_000, 1_500_000, 2_000_000]],
    [[0.1 + 0.2, 0.7], 5, [0.3, 0.4, 0.5, 0.6, 0.7]],
    [[3, 3], 4, [3]],
  ] as const)("has round ticks in %j, about %d", (domain, count, ticks) => {
    expect(linearScale({ domain, range: [0, 1] }).ticks(count)).toEqual(ticks);
  });

  it("is widened to round ends where that is wanted", () => {
    const nice = linearScale({ domain: [-3, 97], range: [0, 120], nice: 5 });
    expect(nice.ticks(5)).toEqual([-20, 0, 20, 40, 60, 80, 100]);
    expect([nice(-20), nice(100)]).toEqual([0, 120]);
    const fractions = linearScale({ domain: [0.1 + 0.2, 0.7], range: [0, 40], nice: 5 });
    expect(fractions.ticks(5)).toEqual([0.3, 0.4, 0.5, 0.6, 0.7]);
    expect([fractions(0.3), fractions(0.7)]).toEqual([0, 40]);
    expect(linearScale({ domain: [0, 0], range: [90, 10], nice: 5 })(0)).toBe(50);
  });
});
