import type { Deps } from "../deps.server.ts";
import type { Import } from "../db/generated/client.ts";
import { BulkOperationById } from "../shopify/bulk-operation-by-id.graphql.ts";
import { failImport, stepAgain } from "./import-steps.server.ts";

type Parts = Pick<Deps, "db" | "shopify" | "clock">;

/** An operation that Shopify has finished with an answer. */
export type BulkFile = { url: string | null; objectCount: number; size: number | null };

/** A query that Shopify keeps forgetting is not asked for again and again. */
const MOST_RESTARTS = 3;
const RESTART_SECONDS = 60;

/** Null where there is none yet, or none any more: what follows then is stored already. */
export async function findBulkFile(deps: Parts, running: Import, id: string): Promise<BulkFile | null> {
  const { bulkOperation } = await deps.shopify.run(running.shopId, BulkOperationById, { id });
  const objectCount = Number(bulkOperation?.objectCount ?? 0);
  switch (bulkOperation?.status) {
    case "CREATED":
    case "RUNNING":
    case "CANCELING":
      await stepAgain(deps, running, { objectCount }, pollSeconds(running, deps.clock()));
      return null;
    case "COMPLETED": {
      const { url, fileSize } = bulkOperation;
      if (url === null && objectCount > 0) throw new Error(`Shopify found ${objectCount} objects and gives no file (${id})`);
      return { url, objectCount, size: fileSize === null ? null : Number(fileSize) };
    }
    case "FAILED":
    case "CANCELED":
      await failImport(deps, running, `Shopify's bulk query ended as ${bulkOperation.status} (${bulkOperation.errorCode ?? "no reason given"}).`);
      return null;
    case "EXPIRED":
    case undefined:
      await restart(deps, running);
      return null;
  }
}

async function restart(deps: Parts, running: Import): Promise<void> {
  if (running.restarts >= MOST_RESTARTS) {
    return failImport(deps, running, `Shopify's bulk query was gone ${running.restarts + 1} times before its file was read.`);
  }
  const change = { status: "requested", bulkOperationId: null, restarts: running.restarts + 1 } as const;
  await stepAgain(deps, running, change, RESTART_SECONDS);
}

/** A small shop is done within seconds and should not wait ten; a large one need not be asked each second. */
function pollSeconds({ startedAt }: Import, now: Date): number {
  return Math.min(10, Math.max(1, (now.getTime() - startedAt.getTime()) / 10_000));
}
