import { GraphQLError } from "graphql";
import { type Caller, type Fields, refuse } from "./fields.ts";

export type PageArgs = { first?: number; after?: string; reverse?: boolean };

export const PAGE_ARGS = ["first", "after", "reverse"] as const;

/** Shopify's upper bound for `first`. */
export const LARGEST_PAGE = 250;

type SortValue = string | number;

type Position = { value: SortValue; id: number };

/** A page of a connection, as the fields of every `…Connection` read it. */
type Connection = { nodes: { id: number }[]; cursorOf: (node: { id: number }) => string; before: boolean; beyond: boolean };

/** One page of `items` in the order of `sortBy`, then id; all of them for a bulk query. */
export function paginate<T extends { id: number }>(items: T[], sortBy: (item: T) => SortValue, args: PageArgs, caller: Caller): Connection {
  const direction = args.reverse ? -1 : 1;
  const sorted = items
    .map((item) => ({ item, value: sortBy(item), id: item.id }))
    .sort((a, b) => direction * comparePositions(a, b));
  const cursorOf = (item: { id: number }) => Buffer.from(JSON.stringify({ value: sortBy(item as T), id: item.id })).toString("base64url");
  if (caller.paging === "everything") return { nodes: sorted.map(({ item }) => item), cursorOf, before: false, beyond: false };

  if (args.first === undefined) throw new GraphQLError("you must provide one of first or last");
  const after = args.after === undefined ? null : readCursor(args.after);
  const start = after ? countWhile(sorted, (position) => direction * comparePositions(position, after) <= 0) : 0;
  const end = start + args.first;
  return { nodes: sorted.slice(start, end).map(({ item }) => item), cursorOf, before: start > 0, beyond: end < sorted.length };
}

function comparePositions(a: Position, b: Position): number {
  if (a.value === b.value) return a.id - b.id;
  return a.value < b.value ? -1 : 1;
}

/** Length of the leading run for which `holds`, by bisection. */
function countWhile<T>(sorted: readonly T[], holds: (item: T) => boolean): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const item = sorted[middle];
    if (item !== undefined && holds(item)) low = middle + 1;
    else high = middle;
  }
  return low;
}

function readCursor(cursor: string): Position {
  const invalid = () => new GraphQLError(`Invalid cursor for current pagination sort: ${cursor}`);
  let position: unknown;
  try {
    position = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
  } catch {
    throw invalid();
  }
  if (typeof position !== "object" || position === null || !("value" in position) || !("id" in position)) throw invalid();
  return position as Position;
}

export const connectionFields: Fields<Connection> = {
  nodes: (connection) => connection.nodes,
  edges: (connection) => connection.nodes.map((node) => ({ node, cursor: connection.cursorOf(node) })),
  pageInfo: (connection) => connection,
};

export const edgeFields: Fields<{ node: unknown; cursor: string }> = {
  node: (edge) => edge.node,
  cursor: (edge) => edge.cursor,
};

export const pageInfoFields: Fields<Connection> = {
  hasNextPage: (connection) => connection.beyond,
  hasPreviousPage: (connection) => connection.before,
  startCursor: ({ nodes: [first], cursorOf }) => (first ? cursorOf(first) : null),
  endCursor: ({ nodes, cursorOf }) => {
    const last = nodes.at(-1);
    return last ? cursorOf(last) : null;
  },
};

/** The comparison of a sort key, or a refusal naming those there are. */
export function requireSort<T>(sorts: Record<string, (item: T) => SortValue>, key: string): (item: T) => SortValue {
  return sorts[key] ?? refuse(`sort key ${key} is not implemented (only: ${Object.keys(sorts).join(", ")})`);
}
