import { fields, listOf, oneOf, text } from "../math/check-shape.ts";
import type { FlowDimension } from "./flow-places.ts";

/** Places of a definition (definition-changes.ts) that say who is in which segment: not what it is called or how it is written. */
const SORTING: Record<FlowDimension, readonly string[]> = {
  value: ["orderValue.", "horizon.", "value.basis", "value.tiers.", "value.fallShare"],
  stage: ["stage.rule.", "stage.newWindowDays"],
};

const checkDimension = oneOf(Object.keys(SORTING));
const checkChanges = listOf(fields({ place: text }));

/** Whether customers move for a change of the definition alone. */
export function resorts(dimension: FlowDimension, changes: readonly { place: string }[]): boolean {
  checkDimension("dimension", dimension);
  checkChanges("changes", changes);
  return changes.some(({ place }) => SORTING[dimension].some((beginning) => place.startsWith(beginning)));
}
