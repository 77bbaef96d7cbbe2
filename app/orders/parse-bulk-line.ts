import { idOfGid } from "../shopify/gid.ts";
import type { LedgerOrder } from "./ledger-order.ts";
import { EMPTY_BASKET, type OrderLine } from "./order-basket.ts";
import { parseLine } from "./parse-line.ts";
import { parseOrder, type Reading } from "./parse-order.ts";
import { UnreadableRecord } from "./unreadable-record.ts";

export type BulkLine =
  /** Assessed as if its basket were empty: its lines stand further down in the file. */
  | { kind: "order"; order: LedgerOrder }
  | { kind: "line"; orderId: bigint; line: OrderLine };

/**
 * One line of the file that ORDERS_IN_BULK makes: an order, or a line item that names its order by `__parentId`.
 *
 * @throws UnreadableRecord naming the record, or the beginning of the line where it is none
 */
export function parseBulkLine(text: string, reading: Reading): BulkLine {
  const node = parseObject(text);
  if (!("__parentId" in node)) return { kind: "order", order: parseOrder(node, EMPTY_BASKET, reading) };
  return { kind: "line", orderId: idOfParent(node.__parentId), line: parseLine(node) };
}

function parseObject(text: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new UnreadableRecord(`"${text.slice(0, 60)}"`, cause);
  }
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw new UnreadableRecord(`"${text.slice(0, 60)}"`, "is not a JSON object");
}

function idOfParent(parent: unknown): bigint {
  try {
    return idOfGid(String(parent));
  } catch (cause) {
    throw new UnreadableRecord("Line item", cause);
  }
}
