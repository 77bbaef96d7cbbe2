import { z } from "zod";
import { Correction } from "./back-test.ts";

const minor = z.number().int();

/** What a score run keeps of its 80 % intervals: enough to draw one customer's again with the same ends. */
export const RunInterval = z.object({
  /** What the back-test taught of the level; the seasons are 1. */
  correction: Correction,
  /** Of the predicted values' sum, in the run's currency. */
  total: z.object({ lowerMinor: minor, upperMinor: minor }),
});
export type RunInterval = z.infer<typeof RunInterval>;
