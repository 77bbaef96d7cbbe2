import { z } from "zod";

export const MOST_CAP_CUSTOMERS = 10_000_000;

/** How the app may write in a shop; the merchant's to set. */
export const WriteSettings = z.strictObject({
  /** Our tags that somebody changes by hand are set right again, or left as they are from then on. */
  handChanges: z.enum(["restore", "respect"]),
  /** A run may change the tags of so many customers unasked: of this share, or this many, whichever is more. */
  capPercent: z.int().min(0).max(100),
  capCustomers: z.int().min(0).max(MOST_CAP_CUSTOMERS),
});
export type WriteSettings = z.infer<typeof WriteSettings>;
