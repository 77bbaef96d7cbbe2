import type { OrderLine } from "./order-basket.ts";
import { parseLine } from "./parse-line.ts";
import { UnreadableRecord } from "./unreadable-record.ts";

/** One line of the file that ORDERS_IN_BULK makes, by the gid of its order. */
export type BulkLine =
  /** As Shopify gives it, for parseOrder; its lines stand further down in the file. */
  | { kind: "order"; gid: string; node: OrderNode }
  | { kind: "line"; gid: string; line: OrderLine }
  /** Without a gid it may be any order, or any order's. */
  | { kind: "refused"; gid: string | null; reason: string };

type OrderNode = { id?: unknown; updatedAt?: unknown; __parentId?: unknown };

export function parseBulkLine(text: string): BulkLine {
  let node: OrderNode;
  try {
    node = parseObject(text);
  } catch (error) {
    return refused(null, error);
  }
  if (!("__parentId" in node)) return { kind: "order", gid: String(node.id), node };
  const gid = String(node.__parentId);
  try {
    return { kind: "line", gid, line: parseLine(node) };
  } catch (error) {
    return refused(gid, error);
  }
}

function parseObject(text: string): OrderNode {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new UnreadableRecord(`"${text.slice(0, 60)}"`, cause);
  }
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  throw new UnreadableRecord(`"${text.slice(0, 60)}"`, "is not a JSON object");
}

function refused(gid: string | null, error: unknown): BulkLine {
  if (!(error instanceof UnreadableRecord)) throw error;
  return { kind: "refused", gid, reason: error.message };
}
