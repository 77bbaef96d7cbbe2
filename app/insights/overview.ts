import { z } from "zod";
import { FORECAST_DAYS } from "./forecast-sales.ts";
import { GUARDS } from "./labelled-value.ts";
import type { Ratio } from "./ratio.ts";

const StoredRatio: z.ZodType<Ratio> = z.object({
  n: z.number().int(), part: z.number(), whole: z.number(), partSquares: z.number(), products: z.number(), wholeSquares: z.number(),
});

/** What a shop did in some days on end. Orders of one day are one purchase; only those that count, of customers who are scored. */
export const Period = z.object({
  /** The last of its days. */
  toDay: z.number().int(),
  days: z.number().int().positive(),
  /** Of what was bought: by customers who had bought before, by their value. */
  returningRevenue: StoredRatio,
  /** Of the customers who bought: who had two purchases at least by its end. */
  repeatCustomers: StoredRatio,
  /** Value by purchases: what one comes to. */
  purchaseValue: StoredRatio,
  /** Of the customers who bought in the period before: who did not in this one. Null where that was not seen whole. */
  churn: StoredRatio.nullable(),
});
export type Period = z.infer<typeof Period>;

export const Concentration = z.object({
  customers: z.number().int(),
  revenueMinor: z.number(),
  /** What so many of the best customers brought. */
  points: z.object({ customers: z.number().int(), revenueMinor: z.number() }).array(),
  /** The fewest customers who brought 80 %. */
  customersForMost: z.number().int(),
});
export type Concentration = z.infer<typeof Concentration>;

const Expected = z.object({ value: z.number(), range: z.object({ lower: z.number(), upper: z.number() }).nullable() }).nullable();

const Outlook = z.object({
  days: z.literal(FORECAST_DAYS),
  /** Null where there is none: the guards say why. */
  orders: Expected,
  revenueMinor: Expected,
  guards: z.enum(GUARDS).array(),
});

/** What a run keeps for the first page: how the shop goes, and what it can expect. */
export const Overview = z.object({ periods: Period.array(), concentration: Concentration.nullable(), forecasts: Outlook.array() });
export type Overview = z.infer<typeof Overview>;
