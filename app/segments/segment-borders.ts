import { z } from "zod";
import { STANDINGS } from "../scoring/standing.ts";
import { DEFAULT_DEFINITION, SegmentDefinition } from "./definition.ts";

const Border = z.number().nullable();

/** What a score run keeps of how its customers were sorted, so that a later reader can say why. */
export const SegmentBorders = z.object({
  value: z.object({ vip: Border, high: Border, mid: Border }),
  rhythm: z.object({ medianGapDays: z.number().positive(), newWindowDays: z.number().positive() }),
  /** Says by which value customers are sorted (value-basis.ts). Null in runs from before that was asked. */
  standing: z.enum(STANDINGS).nullable().default(null),
  /** What the shop's tags meant when the run began. Runs from before it was kept went by the defaults. */
  definitionVersion: z.int().default(0),
  definition: SegmentDefinition.default(DEFAULT_DEFINITION),
});
export type SegmentBorders = z.infer<typeof SegmentBorders>;
