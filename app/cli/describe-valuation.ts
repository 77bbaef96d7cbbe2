import type { OrdersExport } from "#app/csv/exported-order.ts";
import type { SplitCell } from "#app/insights/shop-splits.ts";
import { formatMoney } from "#app/money/format-money.ts";
import { EXCLUSIONS } from "#app/orders/exclusion.ts";
import { valueBasis } from "#app/segments/value-basis.ts";
import type { Ledger, Tally } from "./build-ledger.ts";
import { alignTable } from "./align-table.ts";
import type { Insights } from "./collect-insights.ts";
import { counted } from "./counted.ts";
import { dayName } from "#app/time/day-name.ts";
import { describeBackTest } from "./describe-back-test.ts";
import { describeHoldout } from "./describe-holdout.ts";
import { describeInsights } from "./describe-insights.ts";
import { describeProblems } from "./describe-problems.ts";
import { describeLadder } from "./describe-ladder.ts";
import type { Holdout } from "./hold-out.ts";
import type { CustomerSums, Group } from "./sum-customers.ts";
import type { Valuation, ValuedCustomer } from "./value-customers.ts";

type Described = {
  file: string;
  currency: string;
  asOfDay: number;
  isAsOfGiven: boolean;
  exported: OrdersExport;
  ledger: Ledger;
  valuation: Valuation;
  sums: CustomerSums;
  cohorts: SplitCell[];
  holdout: Holdout | null;
  insights: Insights;
};

/** The valuation as a page of plain text. */
export function describeValuation(it: Described): string {
  const money = moneyText(it.currency);
  const { horizonDays } = it.valuation.model.horizon;
  return [
    `${it.file}, looked at on ${dayName(it.asOfDay)}${it.isAsOfGiven ? "" : " (the day of the last order)"}, ${counted(horizonDays, "days")} ahead`,
    ...describeLoss(it.exported),
    section("Orders", describeOrders(it)),
    section("Rows left out", describeProblems(it.exported)),
    section("Customers", describeCustomers(it)),
    section(`Value tiers, by ${valueBasis(it.valuation.proof.standing)} value`, describeSegment(it.sums.byValueTier, it.currency)),
    section("Stages", describeSegment(it.sums.byStage, it.currency)),
    section("Cohorts, by the quarter of the first order that counts", describeCohorts(it)),
    section("Model", describeModel(it)),
    section("Back-test", describeBackTest(it.valuation.proof, money)),
    section("Formulas, per customer", describeInsights(it.insights, money)),
    ...(it.holdout === null ? [] : [section("Holdout", describeHoldout(it.holdout, money))]),
  ].join("\n\n");
}

/** Up here, since all that follows is of the rest. */
function describeLoss({ orders, counts: { ordersLeftOut } }: OrdersExport): string[] {
  if (ordersLeftOut === 0) return [];
  return [`${count(ordersLeftOut)} of ${count(ordersLeftOut + orders.length)} orders are left out of everything below: why is under "Rows left out"`];
}

function describeOrders({ ledger, currency, asOfDay }: Described): string[] {
  const row = (label: string, { orders, minor }: Tally) => [label, count(orders), formatMoney(minor, currency, "en")];
  const leftOut = EXCLUSIONS.flatMap((reason) => {
    const tally = ledger.leftOut.get(reason);
    return tally === undefined ? [] : [row(`left out: ${reason}`, tally)];
  });
  return alignTable([
    ["", "orders", "net value"],
    row("counted, of customers", ledger.counted),
    row("counted, of guests", ledger.guests),
    ...leftOut,
    ...(ledger.afterAsOf.orders > 0 ? [row(`left out: after ${dayName(asOfDay)}`, ledger.afterAsOf)] : []),
    row("read in all", total([ledger.counted, ledger.guests, ...ledger.leftOut.values(), ledger.afterAsOf])),
  ]);
}

function total(tallies: readonly Tally[]): Tally {
  return tallies.reduce((sum, { orders, minor }) => ({ orders: sum.orders + orders, minor: sum.minor + minor }), { orders: 0, minor: 0 });
}

function describeCustomers({ valuation: { customers, interval }, sums, currency }: Described): string[] {
  const money = moneyText(currency);
  return alignTable([
    ["customers", count(customers.length)],
    ["historic value", money(sums.historicMinor)],
    ["predicted value", money(sums.predictedMinor)],
    ["  80 % interval from", money(interval.total.lowerMinor)],
    ["  to", money(interval.total.upperMinor)],
    ["lifetime value", money(sums.lifetimeMinor)],
    ["  mean", money(sums.meanMinor)],
    ["  median", money(sums.medianMinor)],
    ...sums.top.map(({ share, customers: best, held }) => [`top ${share * 100} % (${count(best)}) hold`, held === null ? "nothing" : percent(held)]),
  ]);
}

function describeSegment(groups: Record<string, Group>, currency: string): string[] {
  const rows = Object.entries(groups).map(([name, { customers, lifetimeMinor }]) => [name, count(customers), formatMoney(lifetimeMinor, currency, "en")]);
  return alignTable([["", "customers", "lifetime value"], ...rows]);
}

function describeCohorts({ cohorts, currency }: Described): string[] {
  const money = moneyText(currency);
  const rows = cohorts.map(({ key, customers, purchases, historicValueMinor, predictedValueMinor }) =>
    [key ?? "", count(customers), count(purchases), money(historicValueMinor), money(predictedValueMinor), money((historicValueMinor + predictedValueMinor) / customers)]);
  return alignTable([["from", "customers", "purchases", "historic value", "predicted value", "lifetime value each"], ...rows]);
}

function describeModel({ valuation: { model, customers } }: Described): string[] {
  const part = (what: string, { params, logLikelihood, converged, boundary }: typeof model.purchases | typeof model.spend) => {
    const values = Object.entries(params).map(([name, value]) => `${name} ${Number(value.toPrecision(6))}`).join(", ");
    // Twice, since what rounds to nothing has no sign.
    return `${what}: ${values}; log-likelihood ${Number(logLikelihood.toFixed(2)).toFixed(2)}${converged ? "" : "; not converged"}${boundary === null ? "" : `; at its limit: ${boundary}`}`;
  };
  const fitted = `${model.name}, fitted on ${counted(model.customers, "customers")}`;
  return [...describeLadder(model.ladder), fitted, part("purchases", model.purchases), part("spend in minor units", model.spend), describeIntervals(customers)];
}

/** Where the certain are many, more than 80 of 100 customers of the whole shop end up in theirs. */
function describeIntervals(customers: readonly ValuedCustomer[]): string {
  const certain = customers.filter(({ predictedUpperMinor }) => predictedUpperMinor === 0).length;
  return `customers' intervals: 80 of 100 like her end up in hers; ${count(certain)} of ${count(customers.length)} buy nothing with at least 80 %, which is then the whole interval and right more often; an interval holds the middle of what may come, and the predicted value, its mean, may lie above it: few bring much`;
}

/** What is worked out from sums may be beyond all that can be told to the digit. */
function moneyText(currency: string): (minor: number) => string {
  return (minor) => {
    const told = Math.min(Number.MAX_SAFE_INTEGER, Math.round(minor));
    return `${told < minor - 1 ? "more than " : ""}${formatMoney(told, currency, "en")}`;
  };
}

function section(title: string, lines: string[]): string {
  return [title, ...lines.map((line) => `  ${line}`)].join("\n");
}

function count(value: number): string {
  return value.toLocaleString("en");
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
