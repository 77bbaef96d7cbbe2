import { type BackTest, BASELINES } from "#app/scoring/back-test.ts";
import type { Proof } from "#app/scoring/prove-model.ts";
import type { Standing } from "#app/scoring/standing.ts";
import { dayName } from "#app/time/day-name.ts";
import { choiceName } from "./choice-name.ts";
import { counted } from "./counted.ts";
import { describeMeasures, measuresOf } from "./describe-measures.ts";

type Tested = Extract<BackTest, { kind: "tested" }>;

const LACKS = {
  days: (has: number, needs: number) => `the shop has been selling for ${counted(has, "days")}; a back-test needs ${count(needs)}`,
  customers: (has: number, needs: number) => `${counted(has, "customers")} had bought by the last day it could start from; a back-test needs ${count(needs)}`,
} as const;

const TOO_FEW = { origins: "windows in which enough was bought", customers: "customers", orders: "orders" } as const;

/** How the forecasts would have fared on the shop's own past, and what follows from it. */
export function describeBackTest({ backTest, choice, standing }: Proof, money: (minor: number) => string): string[] {
  if (backTest.kind === "none") {
    return [`none: ${LACKS[backTest.lacks](backTest.has, backTest.needs)}; ${choice.model} is used, uncorrected`];
  }
  const { origins, horizonDays, customers, sampled, learningDays } = backTest;
  return [
    `value of the ${horizonDays} days after ${origins.map(({ day }) => dayName(day)).join(", ")}` +
      `${sampled < customers ? `, on ${count(sampled)} of ${counted(customers, "customers")}` : ""}; earlier windows to learn from: ${count(learningDays.length)}`,
    `chosen then: ${origins.map((origin) => choiceName(origin.choice)).join(", ")}; from now on: ${describeChoice(backTest, choice)}`,
    ...describeMeasures([
      { label: "chosen, corrected", at: origins.map((origin) => measuresOf(origin, "chosen", "value")) },
      { label: "its model alone", at: origins.map((origin) => measuresOf(origin, origin.choice.model, "value")) },
      ...BASELINES.map((baseline) => ({ label: baseline, at: origins.map((origin) => measuresOf(origin, baseline, "value")) })),
    ], money),
    describeTotals(origins),
    describeStanding(standing, backTest, choice),
  ];
}

/** Of the sum over the customers, as a run of that day would have shown it. */
function describeTotals(origins: Tested["origins"]): string {
  const inside = origins.filter((origin) => {
    const { actual } = measuresOf(origin, "chosen", "value");
    return origin.total !== null && actual >= origin.total.lowerMinor && actual <= origin.total.upperMinor;
  });
  return `what came in all was within the 80 % interval of the total at ${inside.length} of ${origins.length} origins`;
}

function describeChoice({ choice: best }: Tested, choice: Proof["choice"]): string {
  const { model, correction, origins } = choice;
  if (origins < best.origins) return `${model}, as asked for, uncorrected; the back-test chose ${choiceName(best)}, corrected`;
  return `${choiceName(choice)}, orders times ${correction.orders.level.toFixed(3)}, value of an order times ${correction.orderValue.level.toFixed(3)}`;
}

/** What tiers and stages go by, which is also what their tables are headed with. */
function describeStanding(standing: Standing, { gate, choice: best, origins }: Tested, { model }: Proof["choice"]): string {
  if (standing === "proven") {
    return "predictive tags on: the chosen model, corrected, ranks customers as well as each baseline or better, and errs clearly less";
  }
  if (gate.lacks !== null) return `predictive tags off: too few ${TOO_FEW[gate.lacks]} in the back-test to judge by`;
  if (standing === "unjudged") return `predictive tags off: ${model}, as asked for, uncorrected, is not what the back-test judged, which is ${choiceName(best)}, corrected`;
  const failed = gate.checks.filter(({ isPassed }) => !isPassed).map(({ baseline, measure, origins: passed }) =>
    `${measure === "gini" ? "ranks no better" : "errs not clearly less"} than ${baseline} (passed at ${passed} of ${origins.length} origins)`);
  return `predictive tags off: the chosen model, corrected, ${failed.join(", ")}`;
}

function count(value: number): string {
  return value.toLocaleString("en");
}
