import type { OrderLine } from "./order-basket.ts";
import { parseLine } from "./parse-line.ts";
import { UnreadableRecord } from "./unreadable-record.ts";

/** One line of the file that ORDERS_IN_BULK makes, by the gid of its order. */
export type BulkLine =
  /** Its text is parsed when its lines are there (parseObject, parseOrder): they stand further down in the file. */
  | { kind: "order"; gid: string }
  | { kind: "line"; gid: string; line: OrderLine }
  /** Without a gid it may be any order, or any order's. */
  | { kind: "refused"; gid: string | null; reason: string };

/** How Shopify writes what was asked for in this order; written otherwise it is an order as well. */
const BEGINS_AS_ORDER = /^\{"id":"(gid:\/\/shopify\/Order\/\d+)",/;

export function parseBulkLine(text: string): BulkLine {
  const gid = BEGINS_AS_ORDER.exec(text)?.[1];
  if (gid !== undefined) return { kind: "order", gid };
  let node: Record<string, unknown>;
  try {
    node = parseObject(text);
  } catch (error) {
    return refused(null, error);
  }
  if (!("__parentId" in node)) return { kind: "order", gid: String(node.id) };
  const parentGid = String(node.__parentId);
  try {
    return { kind: "line", gid: parentGid, line: parseLine(node) };
  } catch (error) {
    return refused(parentGid, error);
  }
}

/** @throws UnreadableRecord naming the beginning of the line */
export function parseObject(text: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new UnreadableRecord(`"${text.slice(0, 60)}"`, cause);
  }
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw new UnreadableRecord(`"${text.slice(0, 60)}"`, "is not a JSON object");
}

function refused(gid: string | null, error: unknown): BulkLine {
  if (!(error instanceof UnreadableRecord)) throw error;
  return { kind: "refused", gid, reason: error.message };
}
