import { setTimeout as wait } from "node:timers/promises";
import type { Deps } from "../deps.server.ts";
import { BulkMutationResult } from "./bulk-mutation-result.graphql.ts";
import { readBulkResult } from "./read-bulk-result.ts";
import { StartBulkMutation } from "./start-bulk-mutation.graphql.ts";
import { uploadLines } from "./upload-lines.server.ts";

type BulkRefusals = {
  /** By line number of the variables: why the line was refused, null where it was done. Lines not reached are missing. */
  byLine: Map<number, string | null>;
  /** Why the operation as a whole did not end well; null where it did. */
  failure: string | null;
};

/**
 * Runs a mutation once for each of `variables`, at Shopify and outside the app's budget, and waits for the end.
 *
 * The wait takes a slot of the worker, and nothing else: if it is cut short, the next run finds the operation at
 * Shopify and what it may have done in the database.
 */
export async function runBulkMutation(
  { shopify }: Pick<Deps, "shopify">,
  shopId: bigint,
  mutation: string,
  variables: readonly object[],
): Promise<BulkRefusals> {
  const stagedUploadPath = await uploadLines({ shopify }, shopId, variables);
  const { bulkOperationRunMutation } = await shopify.run(shopId, StartBulkMutation, { mutation, stagedUploadPath });
  const id = bulkOperationRunMutation?.bulkOperation?.id;
  if (!id) {
    const reasons = bulkOperationRunMutation?.userErrors.map(({ message }) => message).join("; ");
    throw new Error(`Shopify did not start a bulk mutation: ${reasons || "no reason given"}`);
  }
  for (let attempt = 0; ; attempt += 1) {
    await wait(pauseBefore(attempt));
    const { bulkOperation } = await shopify.run(shopId, BulkMutationResult, { id });
    if (!bulkOperation) throw new Error(`Shopify does not know its bulk operation ${id} any more`);
    const { status, errorCode, url, partialDataUrl } = bulkOperation;
    if (status === "CREATED" || status === "RUNNING" || status === "CANCELING") continue;
    return {
      byLine: await download(url ?? partialDataUrl),
      failure: status === "COMPLETED" ? null : `Bulk operation ${id} ended as ${status}${errorCode ? ` (${errorCode})` : ""}`,
    };
  }
}

async function download(url: string | null): Promise<BulkRefusals["byLine"]> {
  if (url === null) return new Map();
  const response = await fetch(url);
  if (!response.ok) throw new Error(`The results of a bulk mutation could not be read: ${response.status}`);
  const lines = (await response.text()).split("\n").filter((line) => line !== "");
  return new Map(lines.map(readBulkResult).map(({ lineNumber, refusal }) => [lineNumber, refusal]));
}

/** Small rounds are over within a second, large ones take minutes. */
function pauseBefore(attempt: number): number {
  return Math.min(10_000, 200 * 1.4 ** attempt);
}
