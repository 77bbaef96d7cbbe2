import { BASELINES, type Gate, GATE_MEASURES, type Method, type Origin } from "./back-test.ts";

/** Fewer origins, customers at an origin, or purchases in all windows together prove nothing. */
export const GATE_NEEDS = { origins: 3, customers: 100, orders: 100 } as const;
/** Past spend alone ranks customers so well that a model which ties with it has passed. */
const GINI_TOLERANCE = 0.01;
/** Of the origins. */
const MOST_ORIGINS = 2 / 3;

/**
 * Predictions may drive tags only where the chosen model, corrected, beats every baseline at the value of customers: in
 * their order (normalised Gini, not lower by more than .01) and in the error (root mean square, lower); each on average
 * over the origins and at two thirds of them. Of all errors the squared one is smallest for an expected value. The
 * absolute one is no part of it: where most customers buy nothing, forecasting nothing at all does well by it.
 */
export function judgeGate(origins: readonly Origin[]): Gate {
  const checks = BASELINES.flatMap((baseline) => GATE_MEASURES.map((measure) => {
    const pairs = origins.map((origin) => ({ ours: measured(origin, "chosen", measure), theirs: measured(origin, baseline, measure) }));
    const beats = ({ ours, theirs }: { ours: number; theirs: number }) =>
      measure === "gini" ? ours >= theirs - GINI_TOLERANCE : ours < theirs;
    const mean = { ours: meanOf(pairs.map(({ ours }) => ours)), theirs: meanOf(pairs.map(({ theirs }) => theirs)) };
    const passed = pairs.filter(beats).length;
    return { baseline, measure, ...mean, origins: passed, isPassed: beats(mean) && passed >= MOST_ORIGINS * origins.length };
  }));
  const lacks = whatLacks(origins);
  return { isOn: lacks === null && checks.every(({ isPassed }) => isPassed), lacks, checks };
}

function whatLacks(origins: readonly Origin[]): Gate["lacks"] {
  const has = evidenceOf(origins);
  const needs = ["origins", "customers", "orders"] as const;
  return needs.find((need) => has[need] < GATE_NEEDS[need]) ?? null;
}

/** How much there is of what the gate needs. */
export function evidenceOf(origins: readonly Origin[]): Record<keyof typeof GATE_NEEDS, number> {
  return {
    origins: origins.length,
    customers: Math.min(...origins.map(({ customers }) => customers)),
    orders: origins.reduce((sum, { methods }) => sum + methods[0]!.orders.actual, 0),
  };
}

/** Where nothing came in a window there is nothing to rank or to miss: 0 for all. */
function measured({ methods }: Origin, method: Method, measure: (typeof GATE_MEASURES)[number]): number {
  return methods.find((result) => result.method === method)!.value[measure] ?? 0;
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
