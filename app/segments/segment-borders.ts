import { z } from "zod";

const Border = z.number().nullable();

/** What a score run keeps of how its customers were sorted, so that a later reader can say why. */
export const SegmentBorders = z.object({
  value: z.object({ vip: Border, high: Border, mid: Border }),
  rhythm: z.object({ medianGapDays: z.number().positive(), newWindowDays: z.number().positive() }),
});
export type SegmentBorders = z.infer<typeof SegmentBorders>;
