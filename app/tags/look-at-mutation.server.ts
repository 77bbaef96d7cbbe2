import type { Deps } from "../deps.server.ts";
import { BulkOperationById } from "../shopify/bulk-operation-by-id.graphql.ts";
import type { MutationStand } from "./mutation-stand.ts";
import type { Mutation } from "./round.repo.server.ts";

/** Where a round's mutation stands at Shopify. */
export async function lookAtMutation({ shopify }: Pick<Deps, "shopify">, mutation: Mutation): Promise<MutationStand> {
  const id = mutation.bulkOperationId;
  if (id === null) return { is: "due" };
  const { bulkOperation } = await shopify.run(mutation.shopId, BulkOperationById, { id });
  switch (bulkOperation?.status) {
    case "CREATED":
    case "RUNNING":
    case "CANCELING":
      return { is: "under-way", linesDone: Number(bulkOperation.objectCount) };
    case "COMPLETED": {
      const { url, fileSize } = bulkOperation;
      return { is: "completed", results: url === null ? null : { url, size: fileSize === null ? null : Number(fileSize) } };
    }
    case "FAILED":
    case "CANCELED":
    case "EXPIRED":
    case undefined: {
      const url = bulkOperation?.url ?? bulkOperation?.partialDataUrl ?? null;
      const status = bulkOperation?.errorCode ?? bulkOperation?.status ?? "UNKNOWN";
      return { is: "ended-early", status, results: url === null ? null : { url, size: null } };
    }
  }
}
