import { addRefusals, type LoadProgress } from "./load-progress.ts";
import { createOrderRows } from "./order-rows.ts";
import { createOrderWindow, type WindowedOrder } from "./order-window.ts";
import { basketOf } from "./order-basket.ts";
import { parseObject } from "./parse-bulk-line.ts";
import { parseOrder, type Reading } from "./parse-order.ts";
import type { StagedRows } from "./staged-orders.repo.server.ts";
import { UnreadableRecord } from "./unreadable-record.ts";

/**
 * So many orders wait for their lines, a page of Shopify's largest: it promises that a line comes after its order, not
 * how soon. More would outlive the young part of the memory, which costs time.
 */
const ORDERS_WAITING = 250;
/** Merged in a moment, so that live events do not wait, and a crash costs little. */
const CHUNK_ORDERS = 10_000;

export type OrderChunk = {
  kind: "chunk";
  rows: StagedRows;
  /** Of the whole file, when the chunk is in the ledger. */
  progress: LoadProgress;
};

/** A line's order no longer waits for it, or an order has waited in vain: this file's cannot be told one after the other. */
type Scattered = { kind: "scattered" };

export type LineSource = {
  lines: AsyncIterable<string[]>;
  /** Where the first of them begins, and what was read before. */
  from: LoadProgress;
  /** Whether each order's lines come right after it: then one without an order has none in the file. */
  isGrouped: boolean;
  /** Whether it ends where the file ends: then the last orders have all their lines. */
  isWhole: boolean;
};

/** Orders with their lines, as rows; memory does not grow with the file. */
export async function* gatherChunks({ lines, from, isGrouped, isWhole }: LineSource, reading: Reading): AsyncGenerator<OrderChunk | Scattered> {
  const waiting = createOrderWindow(from.position);
  const rows = createOrderRows(reading.readAt);
  let progress = from;

  const finishOldest = () => {
    const order = waiting.takeOldest();
    const refusals = take(order);
    progress = {
      ...addRefusals(progress, refusals),
      linesRead: progress.linesRead + order.linesRead,
      ordersRead: progress.ordersRead + (refusals.length === 0 ? 1 : 0),
    };
  };

  /** An order of which a line cannot be read is left out as a whole: its value might be another. */
  const take = ({ versions, lines: items, refusals }: WindowedOrder): readonly string[] => {
    if (refusals.length > 0) return refusals;
    const own = [...items.values()];
    try {
      for (const order of versions.map((text) => parseOrder(parseObject(text), basketOf(own), reading))) rows.add(order, own);
      return [];
    } catch (error) {
      if (error instanceof UnreadableRecord) return [error.message];
      throw error;
    }
  };

  const endChunk = (): OrderChunk => {
    progress = { ...progress, position: waiting.begin() };
    return { kind: "chunk", rows: rows.take(), progress };
  };

  for await (const batch of lines) {
    for (const text of batch) {
      const isAdded = waiting.add(text, isGrouped) === "added";
      if (isAdded && waiting.size() <= ORDERS_WAITING) continue;
      if (!isAdded || (!isGrouped && waiting.isOldestAlone())) {
        yield { kind: "scattered" };
        return;
      }
      finishOldest();
    }
    if (rows.count() >= CHUNK_ORDERS) yield endChunk();
  }
  if (isWhole) while (waiting.size() > 0) finishOldest();
  yield endChunk();
}
