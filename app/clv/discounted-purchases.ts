import { callback, checkBetween, checkObject } from "#app/math/check-shape.ts";
import { DAYS_A_MONTH, DAYS_A_YEAR } from "#app/time/days-a-year.ts";
import { checkAtLeastZero } from "./check-input.ts";

/** How far to look ahead and what a later purchase loses against one today. */
export type Horizon = {
  horizonDays: number;
  /** 0.1 for 10 % a year; 0 leaves every purchase whole. */
  annualDiscountRate: number;
};

/** A hundred years: there is a step for every month. */
const LONGEST_HORIZON_DAYS = 36_500;

/** One step of the horizon: the day it ends and what a purchase within it is worth today. */
export type DiscountStep = { untilDays: number; factor: number };

/** delta = ln(1 + annual rate) / 365: what is one year ahead is worth exp(-365 delta) = 1 / (1 + annual rate) today. */
export function discountRateADay(annualDiscountRate: number): number {
  checkAtLeastZero("annualDiscountRate", annualDiscountRate);
  return Math.log1p(annualDiscountRate) / DAYS_A_YEAR;
}

/** @throws where it is no object or one of its numbers is out of range, naming which, its value and the range */
export function checkHorizon(horizon: Horizon): void {
  checkObject("horizon", horizon, ["horizonDays", "annualDiscountRate"]);
  checkBetween("horizonDays", horizon.horizonDays, 0, LONGEST_HORIZON_DAYS);
  checkAtLeastZero("annualDiscountRate", horizon.annualDiscountRate);
}

/** Cuts a horizon into equal steps of about a month and discounts each at its middle by exp(-delta days). */
export function discountSteps(horizon: Horizon): DiscountStep[] {
  checkHorizon(horizon);
  const { horizonDays, annualDiscountRate } = horizon;
  const delta = discountRateADay(annualDiscountRate);
  const steps = Math.max(1, Math.round(horizonDays / DAYS_A_MONTH));
  return Array.from({ length: steps }, (_, step) => ({
    untilDays: step + 1 === steps ? horizonDays : (horizonDays * (step + 1)) / steps,
    factor: Math.exp(-delta * ((horizonDays * (step + 0.5)) / steps)),
  }));
}

/** What is expected within a horizon, plain and discounted. */
export type Expectation = { plain: number; discounted: number };

/**
 * What is expected over a horizon that was cut into steps, for any model:
 *
 *     discounted = sum over steps of exp(-delta middle) [E(end) - E(start)]
 *
 * @param expectedWithin E: what is expected within so many days from now
 */
export function expectOver(steps: readonly DiscountStep[], expectedWithin: (days: number) => number): Expectation {
  let plain = 0;
  let discounted = 0;
  for (const { untilDays, factor } of steps) {
    const until = expectedWithin(untilDays);
    discounted += factor * (until - plain);
    plain = until;
  }
  return { plain, discounted };
}

/** Discounted expected purchases of one customer, given what is expected within so many days from now. */
export function discountedPurchases(expectedPurchases: (horizonDays: number) => number, horizon: Horizon): number {
  callback("expectedPurchases", expectedPurchases);
  return expectOver(discountSteps(horizon), expectedPurchases).discounted;
}
