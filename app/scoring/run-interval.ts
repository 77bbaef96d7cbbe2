import { z } from "zod";
import { Correction } from "./back-test.ts";

const minor = z.number().int();

/** What a score run keeps of its 80 % intervals: enough to draw one customer's again with the same ends. */
export const RunInterval = z.object({
  /** At which each customer's was drawn, so that about 80 of 100 customers fall into theirs (interval-level.ts). */
  level: z.number().min(0).max(1),
  /** What the back-test taught of the level; the seasons are 1. */
  correction: Correction,
  /** Of the predicted values' sum, in the run's currency. */
  total: z.object({ lowerMinor: minor, upperMinor: minor }),
});
export type RunInterval = z.infer<typeof RunInterval>;
