import type { Deps } from "../deps.server.ts";
import { readBulkOperation } from "../shopify/read-bulk-operation.server.ts";
import type { MutationStand } from "./mutation-stand.ts";
import type { Mutation } from "./round.repo.server.ts";

/** Where a round's mutation stands at Shopify. */
export async function lookAtMutation({ shopify }: Pick<Deps, "shopify">, { shopId, bulkOperationId }: Mutation): Promise<MutationStand> {
  if (bulkOperationId === null) return { is: "due" };
  const operation = await readBulkOperation(shopify, shopId, bulkOperationId);
  switch (operation.is) {
    case "under-way":
      return { is: "under-way", linesDone: operation.objectCount };
    case "completed":
      return { is: "completed", results: operation.file };
    case "broken-off":
      return { is: "ended-early", status: operation.errorCode ?? operation.status, results: operation.file };
    case "gone":
      return { is: "ended-early", status: operation.status, results: null };
  }
}
