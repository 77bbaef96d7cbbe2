import { z } from "zod";

/** By whole months since each customer's first purchase, up to the last in which one of them bought. */
const ByMonth = z.array(z.number().int());

/** What the customers of one calendar month of first purchases brought, months under way included. */
export const CohortSums = z.object({
  /** As 2026-05. */
  month: z.string(),
  customers: z.number().int(),
  /** What the run expects of them. */
  predictedMinor: z.number().int(),
  buyers: ByMonth,
  netMinor: ByMonth,
  /** Goods with tax and shipping, whatever of it the shop has count as value. */
  revenueMinor: ByMonth,
});
export type CohortSums = z.infer<typeof CohortSums>;
