import { compileSegment } from "../../segments/compile-segment.ts";
import { InvalidSegmentQuery } from "../../segments/parse-segment.ts";
import type { MembersQueryRecord } from "../../segments/segment-record.ts";
import { type Caller, refuse } from "../fields.ts";
import type { UserError } from "./user-error.ts";

export type MembersQueryInput = { query?: string | null; segmentId?: string | null; sortKey?: string | null };

type Payload = { customerSegmentMembersQuery: MembersQueryRecord | null; userErrors: UserError[] };

/** `customerSegmentMembersQueryCreate`, of a query. */
export function createMembersQuery({ query, segmentId, sortKey }: MembersQueryInput, { world }: Caller): Payload {
  if (segmentId || sortKey) refuse("customerSegmentMembersQueryCreate takes a query only");
  try {
    compileSegment(query ?? "", world);
  } catch (error) {
    if (!(error instanceof InvalidSegmentQuery)) throw error;
    return { customerSegmentMembersQuery: null, userErrors: [{ field: ["input", "query"], message: error.message, code: "INVALID" }] };
  }
  const record = { id: world.store.nextId(), query: query ?? "", createdAt: world.clock.iso() };
  world.store.membersQueries.put(record);
  return { customerSegmentMembersQuery: record, userErrors: [] };
}
