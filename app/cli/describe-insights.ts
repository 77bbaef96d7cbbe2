import type { Guard, Interval, LabelledValue } from "#app/insights/labelled-value.ts";
import { alignTable } from "./align-table.ts";
import type { Insights } from "./collect-insights.ts";
import { dayName } from "#app/time/day-name.ts";

const GUARDS: Record<Guard, string> = {
  "no-purchases": "nothing was bought yet",
  "history-too-short": "the shop has not been watched for long enough",
  "not-observed-yet": "no customer has been watched for so long",
  "no-acquisition-cost": "the acquisition cost is not known",
  "not-reached": "not earned back so far",
  "lifetime-capped": "lifetime cut at ten years",
  extrapolated: "measured on less than a year",
  "looks-back-only": "past only",
  "no-interval": "no interval",
  "not-proven": "not proven on the shop's own past",
  "assumed-rhythm": "too few repeat customers, partly assumed",
};

/** One line a formula: the value, per customer unless it is the shop's, and what has to be said beside it. */
export function describeInsights({ predictive, cohort, formulas, equity, forecast }: Insights, money: (minor: number) => string): string[] {
  const factor = (it: LabelledValue, name: "windowDays" | "horizonDays" | "years") => it.factors[name]?.value;
  const named = (formula: LabelledValue["formula"], labelOf: (it: LabelledValue) => string) =>
    formulas.filter((it) => it.formula === formula).map((it) => ({ label: labelOf(it), it }));
  const lines = [
    ...named("historic", () => "historic"),
    { label: `predictive, ${factor(predictive, "horizonDays")} days`, it: predictive },
    ...(cohort === null ? [] : [{ label: `cohort of the quarter from ${dayName(cohort.firstDay)}, ${cohort.months} months`, it: cohort.value }]),
    ...named("churn-lifetime", () => "lifetime by churn"),
    ...named("simple", () => "simple"),
    ...named("annualised", (it) => `annualised, ${factor(it, "years")} years`),
    ...named("window", (it) => `first ${factor(it, "windowDays")} days`),
    ...named("suggested-window", () => "suggested window"),
    { label: "customer equity of the shop", it: equity },
    ...forecast.flatMap(({ orders, revenue }) => [
      { label: `orders of the next ${factor(orders, "horizonDays")} days`, it: orders },
      { label: `revenue of the next ${factor(revenue, "horizonDays")} days`, it: revenue },
    ]),
  ];
  const table = alignTable(lines.map(({ label, it }) => [label, valueOf(it, money)]));
  return table.map((text, row) => {
    const { it } = lines[row]!;
    const besides = [...(it.interval === null ? [] : [intervalOf(it.interval, it.unit, money)]), ...it.guards.map((guard) => GUARDS[guard])];
    return besides.length === 0 ? text : `${text}  (${besides.join("; ")})`;
  });
}

function valueOf({ value, unit }: LabelledValue, money: (minor: number) => string): string {
  if (value === null) return "none";
  return unit === "minor" ? money(value) : `${amount(value)} ${unit === "purchases" ? "orders" : unit}`;
}

function intervalOf({ lower, upper }: Interval, unit: LabelledValue["unit"], money: (minor: number) => string): string {
  if (upper === 0) return "80 %: nothing";
  const of = unit === "minor" ? money : amount;
  return `80 %: ${of(lower)} to ${of(upper)}`;
}

function amount(value: number): string {
  return value.toLocaleString("en", { maximumFractionDigits: 1 });
}
