import type { WriteRun } from "../db/generated/client.ts";
import { withShop } from "../db/with-shop.server.ts";
import type { Deps } from "../deps.server.ts";
import { withDownloadedLines } from "../orders/download-lines.server.ts";
import { requestBulkQuery } from "../orders/request-bulk-query.server.ts";
import { readBulkOperation } from "../shopify/read-bulk-operation.server.ts";
import { type Found, hasYes } from "./asked.ts";
import { tagSearch } from "./tag-search.ts";
import { TAGGED_IN_BULK } from "./tagged-in-bulk.graphql.ts";
import { takeOverTags } from "./take-over-tags.repo.server.ts";
import { findUnsoughtTags } from "./unsought-tags.repo.server.ts";
import { WriteFailure } from "./write-problem.ts";
import { changeWriteRun } from "./write-run.repo.server.ts";

type Looked =
  /** Seconds until Shopify may have found them. */
  | { is: "looking"; seconds: number }
  /** Tags of which only the merchant can say whose they are; null: there are none, or they were taken over with a yes. */
  | { is: "looked"; found: Found | null };

const LOOK_SECONDS = 2;
const BUSY_SECONDS = 10;

/**
 * Before names are first written, customers who carry them already are looked for: an app that was removed without its
 * clean exit has left tags behind, and staff may have typed some. From then on they are remembered, and each customer
 * ends with one of a dimension. What we do not remember to have written waits for the merchant's yes; who has
 * everything removed has said so.
 */
export async function lookForTags(deps: Pick<Deps, "db" | "shopify" | "clock">, run: WriteRun, scoreRunId: bigint | null): Promise<Looked> {
  const { db, shopify, clock } = deps;
  const { shopId } = run;
  const { names, isFirst, inUse } = await withShop(db, shopId, (tx) => findUnsoughtTags(tx, shopId));
  if (names.length === 0) return { is: "looked", found: null };
  // What was asked for an earlier score run may have been other names.
  if (run.searchId === null || run.scoreRunId !== scoreRunId) return startSearch(deps, run, { names, scoreRunId });
  const search = await readBulkOperation(shopify, shopId, run.searchId);
  switch (search.is) {
    case "under-way":
      return { is: "looking", seconds: LOOK_SECONDS };
    case "completed": {
      const { file, objectCount } = search;
      if (file === null && objectCount > 0) throw new Error(`Shopify found ${objectCount} customers and gives no file (${run.searchId})`);
      const isAllowed = run.kind === "removal" || hasYes(run, scoreRunId);
      const takeOver = (lines: AsyncIterable<string[]>) => takeOverTags(db, run, { names, isFirst, inUse, isAllowed, now: clock() }, lines);
      try {
        return { is: "looked", found: file === null ? await takeOver(noLines()) : await withDownloadedLines(file, takeOver) };
      } catch (error) {
        // A file that cannot be read would be the same at every look: it is searched anew.
        await changeWriteRun(db, run, { searchId: null });
        throw error;
      }
    }
    case "broken-off":
    case "gone":
      await changeWriteRun(db, run, { searchId: null });
      throw new WriteFailure({ code: "bulk-ended-early", status: search.status, shopifyMessage: null });
  }
}

/** Should the answer be lost, another is started: the first finds the same, and changes nothing. */
async function startSearch(
  { db, shopify }: Pick<Deps, "db" | "shopify">,
  run: WriteRun,
  { names, scoreRunId }: { names: readonly string[]; scoreRunId: bigint | null },
): Promise<Looked> {
  const outcome = await requestBulkQuery({ shopify }, run.shopId, TAGGED_IN_BULK.replace('"search"', () => JSON.stringify(tagSearch(names))));
  switch (outcome.kind) {
    case "refused":
      throw new WriteFailure({ code: "bulk-not-started", shopifyMessage: outcome.reason });
    case "busy":
      return { is: "looking", seconds: BUSY_SECONDS };
    case "started":
      await changeWriteRun(db, run, { searchId: outcome.bulkOperationId, scoreRunId });
      return { is: "looking", seconds: LOOK_SECONDS };
  }
}

async function* noLines(): AsyncGenerator<string[]> {}
