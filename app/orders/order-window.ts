import type { OrderLine } from "./order-basket.ts";
import { parseBulkLine } from "./parse-bulk-line.ts";

/** An order as a bulk file gives it, with the lines that have come. */
export type WindowedOrder = {
  /** Where it begins in the file, in bytes. */
  begin: number;
  /** The file's lines that belong to it, itself included. */
  linesRead: number;
  /** Unknown where its own line could not be read. */
  node: { updatedAt?: unknown } | null;
  lines: Map<bigint, OrderLine>;
  /** What was wrong with any of its lines. */
  refusals: string[];
};

/** The last orders of a bulk file, whose lines may still come, in the order of the file. Lines are counted from `position`. */
export function createOrderWindow(position: number) {
  const waiting = new Map<string, WindowedOrder>();
  let end = position;

  return {
    /**
     * Adds the file's next line to its order.
     *
     * @param isGrouped a line whose order does not wait is refused
     */
    add(text: string, isGrouped: boolean): "added" | "without its order" {
      const begin = end;
      const blank = (): WindowedOrder => ({ begin, linesRead: 1, node: null, lines: new Map(), refusals: [] });
      const line = parseBulkLine(text);
      const known = line.gid === null ? undefined : waiting.get(line.gid);
      if (!known && line.kind !== "order" && line.gid !== null && !isGrouped) return "without its order";

      end += Buffer.byteLength(text) + 1;
      const order = known ?? blank();
      if (known) known.linesRead += 1;
      else waiting.set(line.gid ?? `byte ${begin}`, order);
      switch (line.kind) {
        case "order":
          // One that changes while Shopify collects may come twice.
          if (order.node === null || !(String(line.node.updatedAt) < String(order.node.updatedAt))) order.node = line.node;
          break;
        case "line":
          order.lines.set(line.line.id, line.line);
          if (order.node === null) order.refusals.push(`Line ${line.line.id}: its order ${line.gid} is not in the file`);
          break;
        case "refused":
          order.refusals.push(line.reason);
      }
      return "added";
    },
    size: () => waiting.size,
    /** Whether the first of them is an order for which no line has come. */
    isOldestAlone(): boolean {
      const oldest = waiting.values().next().value;
      return oldest !== undefined && oldest.node !== null && oldest.linesRead === 1;
    },
    /** Where the first of them begins, or else the line that comes next. */
    begin: () => waiting.values().next().value?.begin ?? end,
    takeOldest(): WindowedOrder {
      const [oldest] = waiting;
      if (!oldest) throw new Error("No order waits");
      waiting.delete(oldest[0]);
      return oldest[1];
    },
  };
}
