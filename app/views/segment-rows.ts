import { z } from "zod";
import { STAGES } from "#app/segments/stage.ts";
import { VALUE_TIERS } from "#app/segments/value-tier.ts";

/** Segments as rows hold them: text in the database, one of a few words here. */
export const TierOfRow = z.enum(VALUE_TIERS);
export const StageOfRow = z.enum(STAGES);

export const MoveOfRow = z.discriminatedUnion("dimension", [
  z.object({ dimension: z.literal("value"), from: TierOfRow, to: TierOfRow }),
  z.object({ dimension: z.literal("stage"), from: StageOfRow, to: StageOfRow }),
]);

/** Moves from one segment to another: nobody who comes or leaves. */
export const WITHIN_SEGMENTS = { from: { not: null }, to: { not: null } } as const;
