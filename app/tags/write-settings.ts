import { z } from "zod";
import { HAND_CHANGES, MOST_CAP } from "./write-limits.ts";

/** How the app may write in a shop; the merchant's to set. */
export const WriteSettings = z.strictObject({
  /** Our tags that somebody changes by hand are set right again, or left as they are from then on. */
  handChanges: z.enum(HAND_CHANGES),
  /** A run may change the tags of so many customers unasked: of this share, or this many, whichever is more. */
  capPercent: z.int().min(0).max(MOST_CAP.percent),
  capCustomers: z.int().min(0).max(MOST_CAP.customers),
});
export type WriteSettings = z.infer<typeof WriteSettings>;
