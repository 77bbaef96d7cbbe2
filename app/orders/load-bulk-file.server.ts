import type { PoolClient } from "pg";
import type { Deps } from "../deps.server.ts";
import { withShopConnection } from "../db/with-shop.server.ts";
import { assessOrder } from "./assess-order.ts";
import type { FileCoverage } from "./file-coverage.ts";
import { type BulkLine, parseBulkLine } from "./parse-bulk-line.ts";
import type { Reading } from "./parse-order.ts";
import {
  copyStaged,
  createStaging,
  gatherBaskets,
  mergeStaged,
  readGiftCardOrders,
  removeUnstaged,
  STAGED_TABLES,
  updateStaged,
} from "./staged-orders.repo.server.ts";
import { createStagingBuffer } from "./staging-buffer.ts";
import { UnreadableRecord } from "./unreadable-record.ts";

/** Enough for COPY to run at full speed; more would only take memory. */
const COPY_CHARACTERS = 1_000_000;
const ASSESS_BATCH = 1000;
/** A file that is wrong throughout is as well described by its first lines. */
const REFUSALS_KEPT = 20;

export type LoadProgress = {
  linesRead: number;
  ordersRead: number;
  /** Lines that are not what Shopify's schema promises; they are left out and the rest is taken. */
  linesRefused: number;
  /** What was wrong with the first of them. */
  refusals: string[];
};

/**
 * Reads a bulk operation's lines into the ledger in one transaction, in memory that does not grow with their number.
 * Orders that the file would hold and does not are gone from Shopify, and go here.
 *
 * Line items stand anywhere after their order, so orders are first assessed without them, and those that turn out to
 * hold gift cards once more when all lines are there.
 */
export function loadBulkFile(
  { db }: Pick<Deps, "db">,
  shopId: bigint,
  { reading, coverage }: { reading: Reading; coverage: FileCoverage },
  batches: AsyncIterable<string[]>,
  onProgress: (progress: LoadProgress) => Promise<void>,
): Promise<LoadProgress> {
  return withShopConnection(db, shopId, async (client) => {
    const progress: LoadProgress = { linesRead: 0, ordersRead: 0, linesRefused: 0, refusals: [] };
    await createStaging(client);
    const pending = createStagingBuffer();
    const flush = async (atLeast: number) => {
      for (const table of STAGED_TABLES) {
        if (pending.waiting(table) >= atLeast) await copyStaged(client, table, pending.take(table));
      }
    };
    for await (const lines of batches) {
      for (const text of lines) {
        const line = readLine(text, reading, progress);
        if (line) pending.add(line);
      }
      await flush(COPY_CHARACTERS);
      await onProgress(progress);
    }
    await flush(1);
    await gatherBaskets(client);
    await assessGiftCardOrders(client, reading.currency);
    await mergeStaged(client, shopId);
    // A line that could not be read may be any order's.
    if (progress.linesRefused === 0) await removeUnstaged(client, shopId, coverage);
    return progress;
  });
}

function readLine(text: string, reading: Reading, progress: LoadProgress): BulkLine | null {
  progress.linesRead += 1;
  try {
    const line = parseBulkLine(text, reading);
    if (line.kind === "order") progress.ordersRead += 1;
    return line;
  } catch (error) {
    if (!(error instanceof UnreadableRecord)) throw error;
    progress.linesRefused += 1;
    if (progress.refusals.length < REFUSALS_KEPT) progress.refusals.push(error.message);
    return null;
  }
}

async function assessGiftCardOrders(client: PoolClient, shopCurrency: string): Promise<void> {
  for await (const orders of readGiftCardOrders(client, ASSESS_BATCH)) {
    const assessed = orders.map(({ id, facts }) => ({
      id,
      giftCardMinor: facts.giftCardMinor,
      ...assessOrder(facts, shopCurrency),
    }));
    await updateStaged(client, assessed);
  }
}
