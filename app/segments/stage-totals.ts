import { z } from "zod";
import { SEGMENT_SUMS } from "./segment-sums.ts";
import { STAGES } from "./stage.ts";

/** A run's customers and their values by stage, in the order of the stages; a stage without a customer is there with zeros. */
export const StageTotals = z.array(z.object({ stage: z.enum(STAGES), ...SEGMENT_SUMS }));
export type StageTotals = z.infer<typeof StageTotals>;
