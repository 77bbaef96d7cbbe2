import { z } from "zod";
import { Correction } from "./back-test.ts";

const minor = z.number().int();

/** What is uncertain about all customers of a shop alike. */
const SharedUncertainty = z.object({
  /** The least that comes if anything does: an order. */
  leastOrder: z.number(),
  /** Relative variance by parameters that are estimates: see `parameterVariance`. */
  parameterVariance: z.number(),
  /** Standard deviation of the level's logarithm as the back-test found it; 0 where there is none. */
  levelDeviation: z.number(),
});
export type SharedUncertainty = z.infer<typeof SharedUncertainty>;

/** What a score run keeps of its 80 % intervals: enough to draw one customer's again with the same ends, and those of groups. */
export const RunInterval = z.object({
  /** What the back-test taught of the level; the seasons are 1. */
  correction: Correction,
  /** Of the predicted values' sum, in the run's currency. */
  total: z.object({ lowerMinor: minor, upperMinor: minor }),
  /** Null in runs from before groups of customers had intervals. */
  shared: SharedUncertainty.nullable().default(null),
});
export type RunInterval = z.infer<typeof RunInterval>;
