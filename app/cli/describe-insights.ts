import type { ClvToCac } from "#app/insights/clv-to-cac.ts";
import type { Guard, Interval, LabelledValue } from "#app/insights/labelled-value.ts";
import { subscriptionStanding } from "#app/insights/subscription-standing.ts";
import { alignTable } from "./align-table.ts";
import { counted } from "./counted.ts";
import type { Insights } from "./collect-insights.ts";
import { dayName } from "#app/time/day-name.ts";

const GUARDS: Record<Guard, string> = {
  "no-purchases": "nothing was bought yet",
  "history-too-short": "the shop has not been watched for long enough",
  "no-earlier-customers": "nobody bought in the earlier of the two periods that are compared",
  "not-observed-yet": "no customer has been watched for so long",
  "no-acquisition-cost": "no acquisition cost above 0 is known",
  "no-spend": "no spend is noted",
  "spend-in-other-currency": "what was spent is in another currency",
  "spend-of-some-months": "of the months with spend only",
  "no-new-customers": "nobody came",
  "few-customers": "few customers",
  "no-gross-margin": "the gross margin is not known",
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
    { label: `predictive, ${counted(factor(predictive, "horizonDays")!, "days")}`, it: predictive },
    ...(cohort === null ? [] : [{ label: `cohort of the quarter from ${dayName(cohort.firstDay)}, ${counted(cohort.months, "months")}`, it: cohort.value }]),
    ...named("churn-lifetime", () => "lifetime by churn"),
    ...named("simple", () => "simple"),
    ...named("annualised", (it) => `annualised, ${factor(it, "years")} years`),
    ...named("margin", ({ factors }) => `margin of ${percent(factors.grossMargin!.value!)}, by churn`),
    ...named("net", () => "  less the acquisition cost"),
    ...named("clv-to-cac", () => "  over the acquisition cost"),
    ...named("payback", () => "payback of the acquisition cost"),
    ...named("window", (it) => `first ${factor(it, "windowDays")} days`),
    ...named("discounted", ({ factors }) => `  worth on the first of them, at ${percent(factors.annualDiscountRate!.value!)} a year`),
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
    const besides = [...(it.interval === null ? [] : [intervalOf(it.interval, it.unit, money)]), ...standingsOf(it), ...it.guards.map((guard) => GUARDS[guard])];
    return besides.length === 0 ? text : `${text}  (${besides.join("; ")})`;
  });
}

/** What is usual, where something is. */
function standingsOf(it: LabelledValue | ClvToCac): string[] {
  if ("standing" in it) return it.standing === null ? [] : [`${it.standing} the ${it.factors.bandFrom!.value} to ${it.factors.bandTo!.value} usual in ${it.business}`];
  const standing = it.formula === "payback" ? subscriptionStanding(it) : null;
  return standing === null ? [] : [`${standing} the 12 to 18 months of a subscription`];
}

function percent(share: number): string {
  return `${amount(share * 100)} %`;
}

function valueOf({ value, unit }: LabelledValue, money: (minor: number) => string): string {
  if (value === null) return "none";
  if (unit === "minor") return money(value);
  return unit === "ratio" ? amount(value) : counted(value, unit === "purchases" ? "orders" : unit);
}

function intervalOf({ lower, upper }: Interval, unit: LabelledValue["unit"], money: (minor: number) => string): string {
  if (upper === 0) return "80 %: nothing";
  const of = unit === "minor" ? money : amount;
  return `80 %: ${of(lower)} to ${of(upper)}`;
}

function amount(value: number): string {
  return value.toLocaleString("en", { maximumFractionDigits: 1 });
}
