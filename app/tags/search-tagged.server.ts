import type { Deps } from "../deps.server.ts";
import { withDownloadedLines } from "../orders/download-lines.server.ts";
import { requestBulkQuery } from "../orders/request-bulk-query.server.ts";
import { readBulkOperation } from "../shopify/read-bulk-operation.server.ts";
import { tagSearch } from "./tag-search.ts";
import { WriteFailure } from "./write-problem.ts";

type Search<Read> = {
  /** Of the bulk query that is under way; null: it is to begin. */
  id: string | null;
  names: readonly string[];
  /** What is asked of whom the search finds: tagged-in-bulk.graphql.ts or tags-in-bulk.graphql.ts. */
  query: string;
  /** Stores which bulk query it is; null: it has to be made anew. */
  note: (id: string | null) => Promise<void>;
  read: (lines: AsyncIterable<string[]>) => Promise<Read>;
};

/** Seconds until Shopify may have found them, or may begin to look; or what was read. */
export type Searched<Read> = { is: "looking" | "busy"; seconds: number } | { is: "read"; read: Read };

const LOOK_SECONDS = 2;
const BUSY_SECONDS = 10;

/**
 * The next step of a search for all customers who carry one of these tags: it begins, is under way, or is read.
 *
 * @throws WriteFailure where Shopify refuses it or gives it up: then it is made anew
 */
export async function searchTagged<Read>({ shopify }: Pick<Deps, "shopify">, shopId: bigint, search: Search<Read>): Promise<Searched<Read>> {
  const { id, note, read } = search;
  if (id === null) return startSearch({ shopify }, shopId, search);
  const operation = await readBulkOperation(shopify, shopId, id);
  switch (operation.is) {
    case "under-way":
      return { is: "looking", seconds: LOOK_SECONDS };
    case "completed": {
      const { file, objectCount } = operation;
      try {
        if (file === null && objectCount > 0) throw new Error(`Shopify found ${objectCount} customers and gives no file (${id})`);
        return { is: "read", read: file === null ? await read(noLines()) : await withDownloadedLines(file, read) };
      } catch (error) {
        // A file that cannot be read would be the same at every look: it is searched anew.
        await note(null);
        throw error;
      }
    }
    case "broken-off":
    case "gone":
      await note(null);
      throw new WriteFailure({ code: "bulk-ended-early", status: operation.status, shopifyMessage: null });
  }
}

/** Should the answer be lost, another is started: the first finds the same, and changes nothing. */
async function startSearch(
  { shopify }: Pick<Deps, "shopify">,
  shopId: bigint,
  { names, query, note }: Pick<Search<unknown>, "names" | "query" | "note">,
): Promise<Searched<never>> {
  const outcome = await requestBulkQuery({ shopify }, shopId, query.replace('"search"', () => JSON.stringify(tagSearch(names))));
  switch (outcome.kind) {
    case "refused":
      throw new WriteFailure({ code: "bulk-not-started", shopifyMessage: outcome.reason });
    case "busy":
      return { is: "busy", seconds: BUSY_SECONDS };
    case "started":
      await note(outcome.bulkOperationId);
      return { is: "looking", seconds: LOOK_SECONDS };
  }
}

async function* noLines(): AsyncGenerator<string[]> {}
