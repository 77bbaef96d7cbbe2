import { z } from "zod";
import { checkBorders } from "./check-borders.ts";
import type { SegmentBorders } from "./segment-borders.ts";
import { tierBasis, valueBasis } from "./value-basis.ts";

const Basis = z.enum(["lifetime", "historic"]);

/** What bears on where a customer is sorted beside what the customer does. */
export const FlowSorting = z.object({
  definitionVersion: z.int(),
  /** Whether predictions counted, by dimension. */
  basis: z.object({ value: Basis, stage: Basis }),
});
export type FlowSorting = z.infer<typeof FlowSorting>;

export function flowSortingOf(borders: SegmentBorders): FlowSorting {
  checkBorders("borders", borders);
  return { definitionVersion: borders.definitionVersion, basis: { value: tierBasis(borders), stage: valueBasis(borders.standing) } };
}
