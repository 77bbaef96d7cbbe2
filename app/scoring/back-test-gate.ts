import { fields, finite, listOf, orNull, whole } from "#app/math/check-shape.ts";
import { type Baseline, BASELINES, type Gate, GATE_MEASURES, type Method, type Origin } from "./back-test.ts";
import { isClearlyLower } from "./back-test-chance.ts";

/** Fewer origins, customers at an origin, or purchases in all windows together prove nothing. */
export const GATE_NEEDS = { customers: 100, orders: 100, origins: 3 } as const;
/** Nor does an origin whose window brought fewer purchases, or one in which a method cannot rank. */
const ORDERS_A_WINDOW = 25;
/** Past spend alone ranks customers so well that a model which ties with it has passed. */
const GINI_TOLERANCE = 0.01;
/** Of the origins. */
const MOST_ORIGINS = 2 / 3;

/**
 * Predictions may drive tags only where the chosen model, corrected, beats every baseline at the value of customers: in
 * their order (normalised Gini, not lower by more than .01) and in the error (root mean square), at two thirds of the
 * origins and on average over them, where the error has to be lower by more than a hair and than chance.
 *
 * Of all errors the squared one is smallest for an expected value. The absolute one is no part of it: where most
 * customers buy nothing, forecasting nothing at all does well by it.
 */
export function judgeGate(origins: readonly Origin[]): Gate {
  const checks = BASELINES.flatMap((baseline) => GATE_MEASURES.map((measure) => {
    const pairs = origins.map((origin) => ({ ours: measured(origin, "chosen", measure), theirs: measured(origin, baseline, measure) }));
    const mean = { ours: meanOf(pairs.map(({ ours }) => ours)), theirs: meanOf(pairs.map(({ theirs }) => theirs)) };
    if (measure === "gini") {
      const beats = ({ ours, theirs }: Pair) => ours >= theirs - GINI_TOLERANCE;
      return { baseline, measure, ...mean, standardError: null, ...countPassed(pairs, beats, beats(mean)) };
    }
    const standardError = standardErrorOf(origins, baseline);
    const isLower = isClearlyLower(mean.ours, mean.theirs, standardError);
    return { baseline, measure, ...mean, standardError, ...countPassed(pairs, ({ ours, theirs }) => ours < theirs, isLower) };
  }));
  const lacks = whatLacks(origins);
  return { isOn: lacks === null && checks.every(({ isPassed }) => isPassed), lacks, checks };
}

type Pair = { ours: number; theirs: number };

function countPassed(pairs: readonly Pair[], beats: (pair: Pair) => boolean, isMeanBetter: boolean): { origins: number; isPassed: boolean } {
  const passed = pairs.filter(beats).length;
  return { origins: passed, isPassed: isMeanBetter && passed >= MOST_ORIGINS * pairs.length };
}

function whatLacks(origins: readonly Origin[]): Gate["lacks"] {
  const has = evidenceOf(origins);
  const needs = ["customers", "orders", "origins"] as const;
  return needs.find((need) => has[need] < GATE_NEEDS[need]) ?? null;
}

const checkMethod = fields({ orders: fields({ actual: finite }), value: fields({ gini: orNull(finite) }) });
const checkOrigins = listOf(fields({ customers: whole(0), methods: listOf(checkMethod) }));

/** How much there is of what the gate needs. @throws for what are no origins, naming what of them and what is allowed */
export function evidenceOf(origins: readonly Origin[]): Record<keyof typeof GATE_NEEDS, number> {
  checkOrigins("origins", origins);
  return {
    customers: origins.length === 0 ? 0 : Math.min(...origins.map(({ customers }) => customers)),
    orders: origins.reduce((sum, origin) => sum + ordersAfter(origin), 0),
    origins: origins.filter((origin) => ordersAfter(origin) >= ORDERS_A_WINDOW && canRank(origin)).length,
  };
}

function ordersAfter({ methods }: Origin): number {
  return methods[0]!.orders.actual;
}

/** Where everybody brought the same there is no order to find. */
function canRank({ methods }: Origin): boolean {
  return methods.every(({ value }) => value.gini !== null);
}

/** Where an origin has no order to find it does not count, and the gate is shut: any number does. */
function measured({ methods }: Origin, method: Method, measure: (typeof GATE_MEASURES)[number]): number {
  return methods.find((result) => result.method === method)!.value[measure] ?? 0;
}

/** Of the difference of the mean errors: windows are independent of each other. */
function standardErrorOf(origins: readonly Origin[], baseline: Baseline): number {
  const squares = origins.map(({ standardErrors }) => standardErrors.find((it) => it.baseline === baseline)!.standardError ** 2);
  return Math.sqrt(squares.reduce((sum, square) => sum + square, 0)) / origins.length;
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
