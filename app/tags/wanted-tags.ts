import type { SegmentDefinition } from "../segments/definition.ts";
import type { Stage } from "../segments/stage.ts";
import { stageTag, valueTag } from "../segments/tag-names.ts";
import type { ValueTier } from "../segments/value-tier.ts";
import type { Dimension } from "./tag-dimension.ts";

/** Tags of ours in dimensions that are left alone on a customer, since somebody changed them by hand. */
export type LeftAlone = Partial<Record<Dimension, string[]>>;

/** Exactly one tag of each dimension that is switched on; where one is left alone, what is left there. */
export function wantedTags(
  { valueTier, stage }: { valueTier: ValueTier; stage: Stage },
  definition: SegmentDefinition,
  leftAlone: LeftAlone = {},
): string[] {
  const tags: string[] = [];
  if (definition.value.on) tags.push(...(leftAlone.value ?? [valueTag(definition, valueTier)]));
  if (definition.stage.on) tags.push(...(leftAlone.stage ?? [stageTag(definition, stage)]));
  return tags;
}
