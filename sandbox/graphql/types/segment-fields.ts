import { GraphQLError } from "graphql";
import { formatGid } from "../../gid.ts";
import { compileSegment, type IsMember } from "../../segments/compile-segment.ts";
import { InvalidSegmentQuery } from "../../segments/parse-segment.ts";
import type { SegmentRecord } from "../../segments/segment-record.ts";
import type { CustomerRecord } from "../../store/model.ts";
import { type Caller, type Fields, plain, withArguments } from "../fields.ts";
import { requireId } from "../find-node.ts";
import { connectionFields, PAGE_ARGS, type PageArgs, paginate, requireSort } from "../paginate.ts";
import { customerFields } from "./customer-fields.ts";

type Root = undefined;

type MemberArgs = PageArgs & { query?: string; segmentId?: string };

const SORTS = {
  ID: (segment: SegmentRecord) => segment.id,
  CREATION_DATE: (segment: SegmentRecord) => Date.parse(segment.createdAt),
  LAST_EDIT_DATE: (segment: SegmentRecord) => Date.parse(segment.editedAt),
};

export const segmentQueries: Fields<Root> = {
  segment: withArguments<Root, { id: string }>(["id"], (_root, { id }, { world }) => world.store.segments.get(requireId(id, "Segment")) ?? null),
  segments: withArguments<Root, PageArgs & { sortKey: string }>([...PAGE_ARGS, "sortKey"], (_root, args, caller) =>
    paginate([...caller.world.store.segments.values()], requireSort(SORTS, args.sortKey), args, caller),
  ),
  segmentsCount: withArguments<Root, { limit: number }>(["limit"], (_root, { limit }, { world }) => {
    const count = world.store.segments.size();
    return count > limit ? { count: limit, precision: "AT_LEAST" } : { count, precision: "EXACT" };
  }),
  customerSegmentMembers: withArguments<Root, MemberArgs>([...PAGE_ARGS, "query", "segmentId"], (_root, args, caller) => listMembers(args, caller)),
  customerSegmentMembership: withArguments<Root, { customerId: string; segmentIds: string[] }>(["customerId", "segmentIds"], (_root, args, caller) => {
    const { world } = caller;
    const customer = world.store.customers.get(requireId(args.customerId, "Customer"));
    const memberships = args.segmentIds.map((segmentId) => {
      const segment = world.store.segments.get(requireId(segmentId, "Segment"));
      return { segmentId, isMember: segment !== undefined && customer !== undefined && compileOrAnswer(segment.query, caller)(customer) };
    });
    return { memberships };
  }),
};

function listMembers(args: MemberArgs, caller: Caller) {
  const { store } = caller.world;
  if ((args.query === undefined) === (args.segmentId === undefined)) throw new GraphQLError("Exactly one of query and segmentId must be given.");
  const segment = args.segmentId === undefined ? undefined : store.segments.get(requireId(args.segmentId, "Segment"));
  if (args.segmentId !== undefined && !segment) throw new GraphQLError(`The segment ${args.segmentId} does not exist.`);
  const members = [...store.customers.values()].filter(compileOrAnswer(segment?.query ?? args.query ?? "", caller));
  return { ...paginate(members, (customer) => customer.id, args, caller), totalCount: members.length };
}

/** What cannot be read is an error of the request, not of the sandbox. */
function compileOrAnswer(query: string, { world }: Caller): IsMember {
  try {
    return compileSegment(query, world);
  } catch (error) {
    throw error instanceof InvalidSegmentQuery ? new GraphQLError(error.message) : error;
  }
}

const segmentFields: Fields<SegmentRecord> = {
  id: (segment) => formatGid("Segment", segment.id),
  name: (segment) => segment.name,
  query: (segment) => segment.query,
  creationDate: (segment) => segment.createdAt,
  lastEditDate: (segment) => segment.editedAt,
};

const SHARED = ["displayName", "firstName", "lastName", "amountSpent", "numberOfOrders", "defaultEmailAddress", "defaultPhoneNumber", "defaultAddress", "metafield", "metafields"];

/** A customer as a member: by an id of its own, with the rest as it is on the customer. */
const memberFields: Fields<CustomerRecord> = {
  ...Object.fromEntries(Object.entries(customerFields).filter(([name]) => SHARED.includes(name))),
  id: (customer) => formatGid("CustomerSegmentMember", customer.id),
  lastOrderId: (customer, _args, { world }) => {
    const last = world.store.ordersOf(customer.id).at(-1);
    return last ? formatGid("Order", last.id) : null;
  },
};

const segmentPayload = plain("segment", "userErrors");

export const segmentPartFields = {
  Segment: segmentFields,
  CustomerSegmentMember: memberFields,
  CustomerSegmentMemberConnection: { ...connectionFields, ...plain("totalCount") },
  SegmentMembershipResponse: plain("memberships"),
  SegmentMembership: plain("segmentId", "isMember"),
  SegmentCreatePayload: segmentPayload,
  SegmentUpdatePayload: segmentPayload,
  SegmentDeletePayload: plain("deletedSegmentId", "userErrors"),
};
