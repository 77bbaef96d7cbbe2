import type { Deps } from "../deps.server.ts";
import { RecentBulkOperations } from "./recent-bulk-operations.graphql.ts";
import { type BulkRequest, requestBulkQuery } from "./request-bulk-query.server.ts";

/** How far Shopify's clock may be from ours. */
const CLOCKS_APART_MS = 5 * 60_000;

export type BulkQuery = {
  shopId: bigint;
  query: string;
  /** Not before this Shopify was asked. */
  startedAt: Date;
  /** Which of these operations were begun for something else. */
  findTaken: (ids: string[]) => Promise<(string | null)[]>;
};

/** Has Shopify run a bulk query, once: an operation whose id was lost in a crash is found again. */
export async function startBulkQuery({ shopify }: Pick<Deps, "shopify">, wanted: BulkQuery): Promise<BulkRequest> {
  const lost = await findLostOperation({ shopify }, wanted);
  return lost ? { kind: "started", bulkOperationId: lost } : requestBulkQuery({ shopify }, wanted.shopId, wanted.query);
}

async function findLostOperation({ shopify }: Pick<Deps, "shopify">, { shopId, query, startedAt, findTaken }: BulkQuery): Promise<string | null> {
  const { bulkOperations } = await shopify.run(shopId, RecentBulkOperations, {});
  const candidates = bulkOperations.nodes.filter(
    (operation) =>
      LIVE.has(operation.status) &&
      wordsOf(operation.query) === wordsOf(query) &&
      Date.parse(operation.createdAt) >= startedAt.getTime() - CLOCKS_APART_MS,
  );
  const taken = await findTaken(candidates.map(({ id }) => id));
  return candidates.find(({ id }) => !taken.includes(id))?.id ?? null;
}

const LIVE: ReadonlySet<string> = new Set(["CREATED", "RUNNING", "COMPLETED"]);

/** Shopify may give a query back with other white space. */
function wordsOf(query: string): string {
  return query.split(/\s+/).filter(Boolean).join(" ");
}
