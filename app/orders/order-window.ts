import type { OrderLine } from "./order-basket.ts";
import { parseBulkLine } from "./parse-bulk-line.ts";

/** An order as a bulk file gives it, with the lines that have come. */
export type WindowedOrder = {
  /** Where it begins in the file, in bytes. */
  begin: number;
  /** The file's lines that belong to it, itself included. */
  linesRead: number;
  /** As text, which the memory holds more lightly than objects. More than one where it changed while Shopify collected. */
  versions: string[];
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
      const line = parseBulkLine(text);
      const known = line.gid === null ? undefined : waiting.get(line.gid);
      if (!known && line.kind !== "order" && line.gid !== null && !isGrouped) return "without its order";

      const order: WindowedOrder = known ?? { begin: end, linesRead: 0, versions: [], lines: new Map(), refusals: [] };
      if (!known) waiting.set(line.gid ?? `byte ${end}`, order);
      end += Buffer.byteLength(text) + 1;
      order.linesRead += 1;
      switch (line.kind) {
        case "order":
          order.versions.push(text);
          break;
        case "line":
          order.lines.set(line.line.id, line.line);
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
      return oldest !== undefined && oldest.versions.length === oldest.linesRead;
    },
    /** Where the first of them begins, or else the line that comes next. */
    begin: () => waiting.values().next().value?.begin ?? end,
    takeOldest(): WindowedOrder {
      const [oldest] = waiting;
      if (!oldest) throw new Error("No order waits");
      const [gid, order] = oldest;
      waiting.delete(gid);
      // Only now: a line may stand before its order.
      if (order.versions.length === 0) for (const id of order.lines.keys()) order.refusals.push(`Line ${id}: its order ${gid} is not in the file`);
      return order;
    },
  };
}
