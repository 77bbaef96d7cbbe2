import type { ShopifyAdmin } from "./admin.server.ts";
import { BulkOperationById } from "./bulk-operation-by-id.graphql.ts";

/** What an operation has written down; without a size (in bytes) Shopify does not say how long it is. */
export type ResultFile = { url: string; size: number | null };

/** Where a bulk operation stands, and how many objects it has worked through. */
type BulkOperationStand = { objectCount: number } & (
  | { is: "under-way" }
  /** Without a file it found nothing. */
  | { is: "completed"; file: ResultFile | null }
  /** Shopify has given it up: what it did until then is in the file, if there is one. */
  | { is: "broken-off"; status: "FAILED" | "CANCELED"; errorCode: string | null; file: ResultFile | null }
  /** Shopify does not keep its file, or knows nothing of it, any more. */
  | { is: "gone"; status: "EXPIRED" | "UNKNOWN" }
);

export async function readBulkOperation(shopify: ShopifyAdmin, shopId: bigint, id: string): Promise<BulkOperationStand> {
  const { bulkOperation: operation } = await shopify.run(shopId, BulkOperationById, { id });
  if (!operation) return { is: "gone", status: "UNKNOWN", objectCount: 0 };
  const { status, errorCode, url, partialDataUrl, fileSize } = operation;
  const objectCount = Number(operation.objectCount);
  switch (status) {
    case "CREATED":
    case "RUNNING":
    case "CANCELING":
      return { is: "under-way", objectCount };
    case "COMPLETED":
      return { is: "completed", objectCount, file: url === null ? null : { url, size: fileSize === null ? null : Number(fileSize) } };
    case "FAILED":
    case "CANCELED":
      return { is: "broken-off", status, errorCode, objectCount, file: partialDataUrl === null ? null : { url: partialDataUrl, size: null } };
    case "EXPIRED":
      return { is: "gone", status, objectCount };
  }
}
