import type { SegmentDefinition } from "../segments/definition.ts";
import { foldTag } from "../segments/fold-tag.ts";

export const DIMENSIONS = ["value", "stage"] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** Of which dimension a tag is, by the folded tag; those of dimensions that are switched on. */
export function dimensionsByTag({ prefix, value, stage }: SegmentDefinition): Map<string, Dimension> {
  const dimensions = new Map<string, Dimension>();
  for (const [dimension, { on, names }] of [["value", value], ["stage", stage]] as const) {
    if (on) for (const name of Object.values(names)) dimensions.set(foldTag(prefix + name), dimension);
  }
  return dimensions;
}
