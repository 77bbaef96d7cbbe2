import { atLeast, fields, listOf, refuse } from "#app/math/check-shape.ts";

/** How a shop's customers usually buy; what a customer with few orders of their own is measured by. */
export type ShopRhythm = {
  /** Median over repeat customers of their mean days between purchases. */
  medianGapDays: number;
  /** For so many days a customer with one purchase is new. */
  newWindowDays: number;
};

/** Columns of equal length, one row a customer (models.md's summary). */
type Histories = {
  frequency: ArrayLike<number>;
  recency: ArrayLike<number>;
};

/** What is assumed of a shop before it has repeat customers, and how many of them outweigh it. */
const ASSUMED_GAP_DAYS = 90;
const ASSUMED_REPEATERS = 5;

/** A first-time buyer is new until the second purchase would usually be due, but no shorter or longer than this. */
const NEW_WINDOW_DAYS = { least: 14, most: 90 };

const numbers = listOf(atLeast(0));
const checkHistories = fields({ frequency: numbers, recency: numbers });

/**
 * The shop's rhythm. Every repeat customer counts once, so that a few heavy buyers do not set the pace for all; five
 * assumed customers with a gap of 90 days stand in where there are few, and vanish in the median where there are many.
 */
export function findShopRhythm(histories: Histories): ShopRhythm {
  checkHistories("histories", histories);
  const { frequency, recency } = histories;
  if (recency.length !== frequency.length) refuse("recency.length", recency.length, `${frequency.length}, as many rows as in frequency`);
  const gaps: number[] = Array<number>(ASSUMED_REPEATERS).fill(ASSUMED_GAP_DAYS);
  for (let row = 0; row < frequency.length; row += 1) {
    if (frequency[row]! > 0) gaps.push(recency[row]! / frequency[row]!);
  }
  const medianGapDays = median(Float64Array.from(gaps).sort());
  return {
    medianGapDays,
    newWindowDays: newWindowOf(medianGapDays),
  };
}

/** For how many days a first-time buyer is new where the merchant has not said. */
export function newWindowOf(medianGapDays: number): number {
  return Math.min(NEW_WINDOW_DAYS.most, Math.max(NEW_WINDOW_DAYS.least, Math.round(medianGapDays)));
}

function median(ascending: Float64Array): number {
  const middle = ascending.length >> 1;
  const upper = ascending[middle]!;
  return ascending.length % 2 === 1 ? upper : (ascending[middle - 1]! + upper) / 2;
}
