import { createSegment, deleteSegment, type SegmentChange, updateSegment } from "../../commands/change-segments.ts";
import { parseGid } from "../../gid.ts";
import type { SegmentRecord } from "../../segments/segment-record.ts";
import type { Caller } from "../fields.ts";
import type { UserError } from "./user-error.ts";

export type NewSegment = { name: string; query: string };

type SegmentPayload = { segment: SegmentRecord | null; userErrors: UserError[] };

/** `segmentCreate`. */
export function createSegmentBy(input: NewSegment, { world }: Caller): SegmentPayload {
  return answer(createSegment(world, input));
}

/** `segmentUpdate`. */
export function updateSegmentBy({ id, ...changes }: Partial<NewSegment> & { id: string }, { world }: Caller): SegmentPayload {
  return answer(updateSegment(world, { segmentId: idOf(id), ...changes }));
}

/** `segmentDelete`. */
export function deleteSegmentBy({ id }: { id: string }, { world }: Caller) {
  if (deleteSegment(world, { segmentId: idOf(id) })) return { deletedSegmentId: id, userErrors: [] };
  return { deletedSegmentId: null, userErrors: [{ field: ["id"], message: "Segment does not exist" }] };
}

function answer(change: SegmentChange): SegmentPayload {
  if (change.kind === "changed") return { segment: change.segment, userErrors: [] };
  return { segment: null, userErrors: [{ field: [change.field], message: change.reason }] };
}

function idOf(gid: string): number {
  const parsed = parseGid(gid);
  return parsed?.type === "Segment" ? parsed.id : 0;
}
