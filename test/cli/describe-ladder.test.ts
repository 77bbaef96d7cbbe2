import { expect, it } from "vitest";
import { describeLadder } from "#app/cli/describe-ladder.ts";
import { climbLadder, type Evidence, LADDER_REASONS } from "#app/scoring/ladder.ts";
import { spokenNumbers } from "#app/scoring/spoken-numbers.ts";

const large: Evidence = {
  model: "mbg-nbd", customers: 2345, moments: { repeatCustomers: 800, spanDays: 700.4 }, horizonDays: 365, converged: true, boundary: null,
  verdict: { chosenModel: "mbg-nbd", beatsBaselines: true },
};

const CASES: Partial<Evidence>[] = [
  { customers: 0, moments: { repeatCustomers: 0, spanDays: 0 } },
  { moments: { repeatCustomers: 0, spanDays: 90 } },
  { moments: { repeatCustomers: 60, spanDays: 700 } },
  { moments: { repeatCustomers: 800, spanDays: 100 } },
  { converged: false },
  { verdict: { chosenModel: "mbg-nbd", beatsBaselines: false } },
  { verdict: null },
  { model: "bg-nbd" },
  { boundary: "no dropout" },
  { horizonDays: 3000 },
  {},
];

it("puts every reason into words, with the numbers it comes with", () => {
  const ladders = CASES.map((evidence) => climbLadder({ ...large, ...evidence }));
  expect(new Set(ladders.map(({ reason }) => reason.key))).toEqual(new Set(LADDER_REASONS));
  for (const ladder of ladders) {
    const text = describeLadder(ladder).join("\n");
    expect(text).not.toMatch(/NaN|undefined|[{}]/);
    for (const number of Object.values(spokenNumbers(ladder.reason))) expect(text).toContain(Math.round(number).toLocaleString("en"));
  }
  expect(describeLadder(ladders[2]!)).toEqual([
    "valued by the model, shrunk toward the shop's averages (the model counts 47 %)",
    "confidence medium: 60 of 2,345 customers bought again; the model counts in full from 200",
  ]);
  const lastLine = (index: number) => describeLadder(ladders[index]!).at(-1);
  expect(lastLine(3)).toBe("confidence medium: first orders are some 50 days old on average; the model counts in full from 90 days");
  expect(lastLine(9)).toBe("confidence medium: 3,000 days ahead is far where first orders are some 350 days old on average");
});
