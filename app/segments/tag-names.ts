import type { SegmentDefinition } from "./definition.ts";
import { type Stage, STAGES } from "./stage.ts";
import { type ValueTier, VALUE_TIERS } from "./value-tier.ts";

export function valueTag({ prefix, value }: SegmentDefinition, tier: ValueTier): string {
  return prefix + value.names[tier];
}

export function stageTag({ prefix, stage }: SegmentDefinition, name: Stage): string {
  return prefix + stage.names[name];
}

/** A tag of a definition, and the place in it that names it. */
export type NamedTag = { tag: string; place: string };

/** Every tag that a definition names, of dimensions that are switched off, too. */
export function namedTags(definition: SegmentDefinition): NamedTag[] {
  return [
    ...VALUE_TIERS.map((tier) => ({ tag: valueTag(definition, tier), place: `value.names.${tier}` })),
    ...STAGES.map((stage) => ({ tag: stageTag(definition, stage), place: `stage.names.${stage}` })),
  ];
}

/** Those that customers carry: of dimensions that are switched on, of segments that are tagged. */
export function tagsInUse(definition: SegmentDefinition): NamedTag[] {
  const { value, stage } = definition;
  const tiers = value.on ? value.tagged.map((tier) => `value.names.${tier}`) : [];
  const stages = stage.on ? stage.tagged.map((name) => `stage.names.${name}`) : [];
  const inUse = new Set([...tiers, ...stages]);
  return namedTags(definition).filter(({ place }) => inUse.has(place));
}
