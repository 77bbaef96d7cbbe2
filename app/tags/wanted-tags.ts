import { type Stage, STAGES } from "../segments/stage.ts";
import { type ValueTier, VALUE_TIERS } from "../segments/value-tier.ts";

/** Every tag of ours begins with it; no other tag is ever touched. */
export const TAG_PREFIX = "clv:";

const valueTag = (tier: ValueTier) => `${TAG_PREFIX}value-${tier}`;
const stageTag = (stage: Stage) => `${TAG_PREFIX}stage-${stage}`;

/** Every tag that is ever wanted. */
export const ALL_TAGS: readonly string[] = [...VALUE_TIERS.map(valueTag), ...STAGES.map(stageTag)];

/** Exactly one tag of each dimension. */
export function wantedTags({ valueTier, stage }: { valueTier: ValueTier; stage: Stage }): string[] {
  return [valueTag(valueTier), stageTag(stage)];
}
