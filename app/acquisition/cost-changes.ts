import { z } from "zod";

const Amount = z.number().int().nullable();

const SpendChange = z.object({ month: z.string(), channel: z.string(), from: Amount, to: Amount });

/** What one saving changed: null where nothing was said before, or is any more. */
export const CostChanges = z.object({
  grossMargin: z.object({ from: z.number().nullable(), to: z.number().nullable() }).nullable(),
  spends: z.array(SpendChange),
  currency: z.string(),
});
export type CostChanges = z.infer<typeof CostChanges>;
