import { expect, it } from "vitest";
import { describeMeasures } from "#app/cli/describe-measures.ts";
import { measureAgainst } from "#app/scoring/back-test-measures.ts";

it("shows every measure of a method, and no sign where the total is right but for rounding", () => {
  const actual = Float64Array.from({ length: 20 }, (_, row) => row);
  const measure = measureAgainst(actual, 1);
  const interval = { low: actual.map((value) => Math.max(0, value - 1)), high: actual.map((value, row) => value + (row === 0 ? 0 : 1)) };
  const lines = describeMeasures([
    { label: "exact", at: [measure(actual, interval)] },
    { label: "a hair less", at: [measure(actual.map((value) => value * (1 - 1e-9)))] },
    { label: "half", at: [measure(actual.map((value) => value / 2))] },
    { label: "one more", at: [measure(actual.map((value) => value + 1))] },
  ], (size) => size.toFixed(2));
  expect(lines.map((line) => line.split(/ {2,}/).slice(1))).toEqual([
    ["bias", "MAE", "RMSE", "Spearman", "Gini", "top 10 %", "decile error", "inside", "of open"],
    ["0.0%", "0.00", "0.00", "1.000", "1.000", "19.5 %", "0.0 %", "100.0 %", "100.0 %"],
    ["0.0%", "0.00", "0.00", "1.000", "1.000", "19.5 %", "0.0 %", "-", "-"],
    // Of 0 to 19: the mean is 9.5, the mean square 123.5.
    ["-50.0%", "4.75", "5.56", "1.000", "1.000", "19.5 %", "50.0 %", "-", "-"],
    ["+10.5%", "1.00", "1.00", "1.000", "1.000", "19.5 %", "10.5 %", "-", "-"],
  ]);
});
