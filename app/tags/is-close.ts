import type { MetafieldKey } from "../segments/metafield-keys.ts";
import { MILLISECONDS_PER_DAY } from "../time/milliseconds-per-day.ts";
import type { CustomerDiff, Marks } from "./diff-customer.ts";

/** What a figure is judged beside. */
type Beside = { metafields: Marks["metafields"]; nowMs: number };

/** Whether what stands in Shopify may stay there, though another value is wanted now. */
type Close = (written: string, wanted: string, beside: Beside) => boolean;

/** By figures that move with the day, though the customer has done nothing. What is not named has to be exact. */
const CLOSE: Partial<Record<MetafieldKey, Close>> = {
  lifetime_value: (written, wanted) => isWithin(written, wanted, 0.05 * Math.abs(Number(written))),
  predicted_value: isCloseAmount,
  amount_to_next_tier: isCloseAmount,
  churn_probability: (written, wanted) => isWithin(written, wanted, 0.05),
  expected_next_order_date: (written, wanted, { nowMs }) => {
    const daysAhead = (Date.parse(wanted) - nowMs) / MILLISECONDS_PER_DAY;
    return Math.abs(Date.parse(wanted) - Date.parse(written)) < Math.max(3, 0.2 * daysAhead) * MILLISECONDS_PER_DAY;
  },
};

/** A tenth of itself, or a hundredth of what the customer is worth: cents more or less of a lost customer are no news. */
function isCloseAmount(written: string, wanted: string, { metafields }: Beside): boolean {
  const worth = Math.abs(Number(metafields["lifetime_value"] ?? 0));
  return isWithin(written, wanted, Math.max(0.1 * Math.abs(Number(written)), 0.01 * worth));
}

function isWithin(written: string, wanted: string, most: number): boolean {
  return Math.abs(Number(wanted) - Number(written)) < most;
}

/**
 * Whether a difference is nothing but figures that are hardly off. Predictions move with every day that passes: without
 * this a night would write to everybody. It is judged against what was written, so that many small moves add up.
 */
export function isClose({ addTags, removeTags, setMetafields, deleteMetafields }: CustomerDiff, written: Marks, now: Date): boolean {
  if (addTags.length + removeTags.length + deleteMetafields.length > 0) return false;
  const beside = { metafields: written.metafields, nowMs: now.getTime() };
  return Object.entries(setMetafields).every(([key, wanted]) => {
    const before = written.metafields[key];
    return before !== undefined && CLOSE[key as MetafieldKey]?.(before, wanted, beside) === true;
  });
}
