import { describe, expect, it } from "vitest";
import { normalQuantile } from "#app/math/normal-quantile.ts";

describe("normal quantile", () => {
  it.each([
    [0.9, 1.2815516], [0.975, 1.959964], [0.999, 3.0902323], [0.6, 0.2533471], [1e-6, -4.7534243],
  ])("correctness: of %d, to the 4.5e-4 that Hastings states", (probability, quantile) => {
    expect(Math.abs(normalQuantile(probability) - quantile)).toBeLessThan(4.5e-4);
    expect(normalQuantile(1 - probability)).toBeCloseTo(-normalQuantile(probability), 6);
  });

  it.each([0, 1, -0.1, NaN])("of %d is refused", (probability) => {
    expect(() => normalQuantile(probability)).toThrow(`probability is ${probability}; allowed: above 0 and below 1`);
  });
});
