import { describe, expect, it } from "vitest";
import { intervalLevel } from "#app/scoring/interval-level.ts";

const covered = (none: Float64Array, level: number) => none.reduce((sum, value) => sum + Math.max(level, value), 0) / none.length;

describe("the level of a shop's intervals", () => {
  it("is 0.8 as long as the certain leave room, and of nobody", () => {
    expect(intervalLevel(Float64Array.of(0.1, 0.2, 0.3, 0.84))).toBe(0.8);
    expect(intervalLevel(new Float64Array(0))).toBe(0.8);
  });

  it("falls just so far that 82 % of the whole shop are covered, the newly certain among them", () => {
    const none = Float64Array.from({ length: 1000 }, (_, i) => i / 1000);
    const sparse = none.map((value) => value ** 0.3);
    const level = intervalLevel(sparse);
    expect(level).toBeLessThan(0.8);
    expect(covered(sparse, level)).toBeCloseTo(0.82, 10);
    expect(intervalLevel(none)).toBeCloseTo(0.8, 10);
  });

  it("stays at one half where even that cannot bring the coverage down", () => {
    expect(intervalLevel(new Float64Array(9).fill(0.97))).toBe(0.5);
    expect(intervalLevel(Float64Array.of(0.1, 0.97, 0.97, 0.97, 0.97, 0.97, 0.97, 0.97))).toBe(0.5);
  });
});
