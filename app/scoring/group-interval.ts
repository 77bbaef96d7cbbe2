import { z } from "zod";
import { fields, finite, whole } from "#app/math/check-shape.ts";
import type { RunInterval, SharedUncertainty } from "./run-interval.ts";
import { totalInterval } from "./total-interval.ts";

/** What chance does to a group of customers: sums, since it strikes each of them apart. */
export const GroupChance = z.object({
  /** Whoever has bought anything that counts: of nobody else is anything expected. */
  buyers: z.number().int(),
  /** Of the ends of each one's own interval: a single buyer's are hers. */
  lowerMinor: z.number(),
  upperMinor: z.number(),
  /** Of each one's variance, in minor units squared. */
  varianceMinor: z.number(),
  /** Of the logarithms of each one's probability of buying nothing. */
  logNothing: z.number(),
});
export type GroupChance = z.infer<typeof GroupChance>;

// Its variance and its logarithm are seen to with the rest of what is uncertain.
const checkChance = fields({ buyers: whole(0), lowerMinor: finite, upperMinor: finite });

/**
 * The 80 % interval of what a group of customers is predicted to bring, be it the whole shop: a group of one is worth what she is.
 *
 * @throws for a number that cannot be what its name says, naming it and what is allowed
 */
export function groupInterval(predictedMinor: number, chance: GroupChance, shared: SharedUncertainty): RunInterval["total"] {
  checkChance("chance", chance);
  const { buyers, lowerMinor, upperMinor, varianceMinor: processVariance, logNothing } = chance;
  return buyers === 1 ? { lowerMinor, upperMinor } : totalInterval(predictedMinor, { processVariance, logNothing, ...shared });
}
