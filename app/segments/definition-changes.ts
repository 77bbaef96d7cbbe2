import type { SegmentDefinition } from "./definition.ts";

/** What stood at a place (`value.tiers.vip`) and what stands there now; undefined: nothing. */
export type DefinitionChange = { place: string; from: unknown; to: unknown };

/** Place by place, what tells one definition from another. */
export function definitionChanges(before: SegmentDefinition, after: SegmentDefinition): DefinitionChange[] {
  const then = new Map(leavesOf(before));
  const now = new Map(leavesOf(after));
  const places = new Set([...then.keys(), ...now.keys()]);
  return [...places]
    .map((place) => ({ place, from: then.get(place), to: now.get(place) }))
    .filter(({ from, to }) => JSON.stringify(from) !== JSON.stringify(to));
}

/** A list is one value: which figures are written. */
function leavesOf(value: object, at = ""): [string, unknown][] {
  return Object.entries(value).flatMap(([key, it]): [string, unknown][] =>
    typeof it === "object" && it !== null && !Array.isArray(it) ? leavesOf(it as object, `${at}${key}.`) : [[at + key, it]],
  );
}
