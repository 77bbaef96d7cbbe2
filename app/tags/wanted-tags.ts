import type { SegmentDefinition } from "../segments/definition.ts";
import type { Stage } from "../segments/stage.ts";
import { stageTag, valueTag } from "../segments/tag-names.ts";
import type { ValueTier } from "../segments/value-tier.ts";

/** Exactly one tag of each dimension that is switched on. */
export function wantedTags({ valueTier, stage }: { valueTier: ValueTier; stage: Stage }, definition: SegmentDefinition): string[] {
  const tags: string[] = [];
  if (definition.value.on) tags.push(valueTag(definition, valueTier));
  if (definition.stage.on) tags.push(stageTag(definition, stage));
  return tags;
}
