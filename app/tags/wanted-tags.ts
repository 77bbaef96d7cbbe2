import type { Stage } from "../segments/stage.ts";
import type { ValueTier } from "../segments/value-tier.ts";

/** Every tag of ours begins with it; no other tag is ever touched. */
export const TAG_PREFIX = "clv:";

/** Exactly one tag of each dimension. */
export function wantedTags({ valueTier, stage }: { valueTier: ValueTier; stage: Stage }): string[] {
  return [`${TAG_PREFIX}value-${valueTier}`, `${TAG_PREFIX}stage-${stage}`];
}
