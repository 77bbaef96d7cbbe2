import { copyRow } from "./copy-row.ts";
import type { OrderLine } from "./order-basket.ts";
import { orderValues } from "./order-columns.ts";
import type { BulkLine } from "./parse-bulk-line.ts";
import type { StagedTable } from "./staged-orders.repo.server.ts";

/** Products whose titles are remembered: nearly all shops have fewer, and each is then staged once. */
const TITLES_REMEMBERED = 20_000;

type StagingBuffer = {
  add(line: BulkLine): void;
  /** What waits for a table, in COPY's text format; afterwards nothing does. */
  take(table: StagedTable): string;
  waiting(table: StagedTable): number;
};

/** Gathers a bulk file's lines into rows for COPY. */
export function createStagingBuffer(): StagingBuffer {
  const rows: Record<StagedTable, string> = { orders: "", lines: "", products: "" };
  const titles = new Map<bigint, string>();

  function addLine(orderId: bigint, { id, product, giftCardMinor }: OrderLine): void {
    rows.lines += copyRow([String(orderId), String(id), product === null ? null : String(product.id), String(giftCardMinor)]);
    if (product === null || titles.get(product.id) === product.title) return;
    if (titles.size === TITLES_REMEMBERED) titles.clear();
    titles.set(product.id, product.title);
    rows.products += copyRow([String(product.id), product.title]);
  }

  return {
    add(line) {
      if (line.kind === "order") rows.orders += copyRow(orderValues(line.order));
      else addLine(line.orderId, line.line);
    },
    take(table) {
      const taken = rows[table];
      rows[table] = "";
      return taken;
    },
    waiting: (table) => rows[table].length,
  };
}
