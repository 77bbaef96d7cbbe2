import type { SegmentDefinition } from "../segments/definition.ts";
import { foldTag } from "../segments/fold-tag.ts";
import { tagsInUse } from "../segments/tag-names.ts";

export const DIMENSIONS = ["value", "stage"] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** Of which dimension a tag is, by the folded tag; those that customers carry. */
export function dimensionsByTag(definition: SegmentDefinition): Map<string, Dimension> {
  return new Map(tagsInUse(definition).map(({ tag, place }) => [foldTag(tag), place.startsWith("value.") ? "value" : "stage"]));
}
