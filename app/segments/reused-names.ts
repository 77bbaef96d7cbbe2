import type { SegmentDefinition } from "./definition.ts";
import type { DefinitionProblem } from "./definition-problem.ts";
import { foldTag } from "./fold-tag.ts";
import { type NamedTag, namedTags } from "./tag-names.ts";

/** A tag of a definition, and what it stood for or how it was spelled before. */
export type Reused = { named: NamedTag; before: NamedTag };

/** Tags of a definition that others had for something else. */
export function findReused(definition: SegmentDefinition, others: readonly SegmentDefinition[]): Reused[] {
  const before = others.flatMap(namedTags);
  return namedTags(definition).flatMap((named) => before.filter((it) => isReused(named, it)).map((it) => ({ named, before: it })));
}

/** Whether a tag comes to stand for something else than before, or is spelled otherwise: Shopify would keep what stands there. */
export function isReused({ tag, place }: NamedTag, before: NamedTag): boolean {
  return (before.place !== place || before.tag !== tag) && foldTag(before.tag) === foldTag(tag);
}

/** Who listens to the tag would take the one for the other. */
export function problemOfReuse({ named: { tag, place }, before }: Reused, prefix: string): DefinitionProblem {
  return { place, value: tag.slice(prefix.length), allowed: { rule: "unlike-before", ...before } };
}
