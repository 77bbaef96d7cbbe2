import type { Deps } from "../deps.server.ts";
import { StartBulkQuery } from "./start-bulk-query.graphql.ts";

export type BulkRequest =
  | { kind: "started"; bulkOperationId: string }
  /** Shopify runs as many as it allows: ask again later. */
  | { kind: "busy" }
  | { kind: "refused"; reason: string };

/** Has Shopify run a bulk query; where the answer is lost, another time. */
export async function requestBulkQuery({ shopify }: Pick<Deps, "shopify">, shopId: bigint, query: string): Promise<BulkRequest> {
  const { bulkOperationRunQuery: answer } = await shopify.run(shopId, StartBulkQuery, { query });
  if (answer?.bulkOperation) return { kind: "started", bulkOperationId: answer.bulkOperation.id };
  const errors = answer?.userErrors ?? [];
  const busy = errors.some(({ code }) => code === "OPERATION_IN_PROGRESS" || code === "LIMIT_REACHED");
  if (busy) return { kind: "busy" };
  return { kind: "refused", reason: errors.map(({ message }) => message).join("; ") || "an answer without an operation" };
}
