import { z } from "zod";

const positive = z.number().positive();

/** What a score run keeps of its fit: enough to score one more customer later with the same numbers. */
export const FittedModel = z.object({
  name: z.literal("MBG/NBD with Gamma-Gamma"),
  /** Customers with at least one purchase: those the models were fitted on. */
  customers: z.number().int().nonnegative(),
  purchases: z.object({
    params: z.object({ r: positive, alpha: positive, a: positive, b: positive }),
    logLikelihood: z.number(),
    converged: z.boolean(),
    boundary: z.string().nullable(),
  }),
  spend: z.object({
    params: z.object({ p: positive, q: positive, v: positive }),
    logLikelihood: z.number(),
    converged: z.boolean(),
    boundary: z.string().nullable(),
  }),
  horizon: z.object({ horizonDays: z.number().nonnegative(), annualDiscountRate: z.number().nonnegative() }),
});
export type FittedModel = z.infer<typeof FittedModel>;
