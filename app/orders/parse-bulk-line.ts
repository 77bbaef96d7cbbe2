import { idOfGid } from "../shopify/gid.ts";
import type { LedgerOrder } from "./ledger-order.ts";
import { parseGiftCardLine } from "./parse-gift-card-line.ts";
import { parseOrder, type Reading } from "./parse-order.ts";
import { UnreadableRecord } from "./unreadable-record.ts";

export type BulkLine =
  /** Assessed as if it held no gift card: its lines stand further down in the file. */
  | { kind: "order"; order: LedgerOrder }
  | { kind: "gift-card"; orderId: bigint; minor: number }
  /** A line of goods: the order's own amounts say all about it. */
  | { kind: "goods" };

const GOODS: BulkLine = { kind: "goods" };

/**
 * One line of the file that ORDERS_IN_BULK makes: an order, or a line item that names its order by `__parentId`.
 *
 * @throws UnreadableRecord naming the record, or the beginning of the line where it is none
 */
export function parseBulkLine(text: string, reading: Reading): BulkLine {
  const node = parseObject(text);
  if (!("__parentId" in node)) return { kind: "order", order: parseOrder(node, 0, reading) };
  const minor = parseGiftCardLine(node);
  return minor === 0 ? GOODS : { kind: "gift-card", orderId: idOfParent(node.__parentId), minor };
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
