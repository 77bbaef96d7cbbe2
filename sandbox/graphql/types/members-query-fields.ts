import { formatGid } from "../../gid.ts";
import { compileSegment } from "../../segments/compile-segment.ts";
import type { MembersQueryRecord } from "../../segments/segment-record.ts";
import type { World } from "../../world.ts";
import { type Fields, plain, withArguments } from "../fields.ts";
import { requireId } from "../find-node.ts";

/** By the shop's clock. Shopify says that most take no longer. */
const TAKES_MS = 5_000;

export const membersQueryQueries: Fields<undefined> = {
  customerSegmentMembersQuery: withArguments<undefined, { id: string }>(["id"], (_root, { id }, { world }) =>
    world.store.membersQueries.get(requireId(id, "CustomerSegmentMembersQuery")) ?? null,
  ),
};

function isDone({ createdAt }: MembersQueryRecord, { clock }: World): boolean {
  return clock.now() - Date.parse(createdAt) >= TAKES_MS;
}

const membersQueryFields: Fields<MembersQueryRecord> = {
  id: ({ id }) => formatGid("CustomerSegmentMembersQuery", id),
  done: (query, _args, { world }) => isDone(query, world),
  currentCount: (query, _args, { world }) =>
    isDone(query, world) ? [...world.store.customers.values()].filter(compileSegment(query.query, world)).length : 0,
};

export const membersQueryPartFields = {
  CustomerSegmentMembersQuery: membersQueryFields,
  CustomerSegmentMembersQueryCreatePayload: plain("customerSegmentMembersQuery", "userErrors"),
  CustomerSegmentMembersQueryUserError: plain("field", "message", "code"),
};
