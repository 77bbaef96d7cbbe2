import type { SegmentDefinition } from "../segments/definition.ts";
import { foldTag } from "../segments/fold-tag.ts";

export const DIMENSIONS = ["value", "stage"] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** Tells of which dimension a tag is, in whatever letters; null: of none, or of one that is switched off. */
export function createDimensionOf({ prefix, value, stage }: SegmentDefinition): (tag: string) => Dimension | null {
  const dimensions = new Map<string, Dimension>();
  for (const [dimension, { on, names }] of [["value", value], ["stage", stage]] as const) {
    if (on) for (const name of Object.values(names)) dimensions.set(foldTag(prefix + name), dimension);
  }
  return (tag) => dimensions.get(foldTag(tag)) ?? null;
}
