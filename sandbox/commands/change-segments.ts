import { compileSegment } from "../segments/compile-segment.ts";
import { InvalidSegmentQuery } from "../segments/parse-segment.ts";
import type { SegmentRecord } from "../segments/segment-record.ts";
import type { World } from "../world.ts";

export type SegmentChange = { kind: "changed"; segment: SegmentRecord } | { kind: "refused"; field: "id" | "name" | "query"; reason: string };

const LONGEST_NAME = 255;

export function createSegment(world: World, input: { name: string; query: string }): SegmentChange {
  const now = world.clock.iso();
  return keep(world, { id: world.store.nextId(), name: input.name.trim(), query: input.query, createdAt: now, editedAt: now });
}

export function updateSegment(world: World, input: { segmentId: number; name?: string; query?: string }): SegmentChange {
  const segment = world.store.segments.get(input.segmentId);
  if (!segment) return { kind: "refused", field: "id", reason: "Segment does not exist" };
  return keep(world, { ...segment, name: input.name?.trim() ?? segment.name, query: input.query ?? segment.query, editedAt: world.clock.iso() });
}

/** Answers whether there was one. Its members stay as they are. */
export function deleteSegment(world: World, input: { segmentId: number }): boolean {
  const known = world.store.segments.get(input.segmentId) !== undefined;
  world.store.segments.remove(input.segmentId);
  return known;
}

function keep(world: World, segment: SegmentRecord): SegmentChange {
  const { segments } = world.store;
  const isSame = (other: SegmentRecord) => other.id !== segment.id && other.name.toLowerCase() === segment.name.toLowerCase();
  if (segment.name === "") return { kind: "refused", field: "name", reason: "Name can't be blank" };
  if (segment.name.length > LONGEST_NAME) return { kind: "refused", field: "name", reason: `Name is too long (maximum is ${LONGEST_NAME} characters)` };
  if ([...segments.values()].some(isSame)) return { kind: "refused", field: "name", reason: "Name has already been taken" };
  try {
    compileSegment(segment.query, world);
  } catch (error) {
    if (error instanceof InvalidSegmentQuery) return { kind: "refused", field: "query", reason: `Query ${error.message}` };
    throw error;
  }
  segments.put(segment);
  return { kind: "changed", segment };
}
