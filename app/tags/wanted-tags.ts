import type { SegmentDefinition } from "../segments/definition.ts";
import type { Stage } from "../segments/stage.ts";
import { stageTag, valueTag } from "../segments/tag-names.ts";
import type { ValueTier } from "../segments/value-tier.ts";
import type { Dimension } from "./tag-dimension.ts";

/** Tags of ours in dimensions that are left alone on a customer, since somebody changed them by hand. */
export type LeftAlone = Partial<Record<Dimension, string[]>>;

/**
 * Exactly one tag of each dimension that is switched on, and none where the customer's segment is not to be tagged; where
 * a dimension is left alone, what is left there.
 */
export function wantedTags(
  { valueTier, stage }: { valueTier: ValueTier; stage: Stage },
  definition: SegmentDefinition,
  leftAlone: LeftAlone = {},
): string[] {
  const tags: string[] = [];
  if (definition.value.on && leftAlone.value) tags.push(...leftAlone.value);
  else if (definition.value.on && definition.value.tagged.includes(valueTier)) tags.push(valueTag(definition, valueTier));
  if (definition.stage.on && leftAlone.stage) tags.push(...leftAlone.stage);
  else if (definition.stage.on && definition.stage.tagged.includes(stage)) tags.push(stageTag(definition, stage));
  return tags;
}
