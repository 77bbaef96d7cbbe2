import { withShop } from "../db/with-shop.server.ts";
import type { Deps } from "../deps.server.ts";
import { ShopifyError } from "../shopify/shopify-error.ts";
import { lockShop } from "../shops/lock-shop.repo.server.ts";
import { CancelBulkQuery } from "./cancel-bulk-query.graphql.ts";
import type { ImportStatus } from "./import-status.ts";
import { changeImport, findActiveImport } from "./imports.repo.server.ts";

/** Ends the import that is under way. Orders that were read stay; a new one begins from the first order again. */
export async function cancelImport({ db, shopify, clock, log }: Pick<Deps, "db" | "shopify" | "clock" | "log">, shopId: bigint): Promise<void> {
  const cancelled = await withShop(db, shopId, async (tx) => {
    await lockShop(tx, shopId);
    const running = await findActiveImport(tx, shopId);
    const status: ImportStatus = "failed";
    const now = clock();
    const ended = running !== null && (await changeImport(tx, running, { status, problem: { code: "stopped", said: null }, updatedAt: now, finishedAt: now }));
    return ended ? running : null;
  });
  if (!cancelled?.bulkOperationId) return;
  try {
    await shopify.run(shopId, CancelBulkQuery, { id: cancelled.bulkOperationId });
  } catch (err) {
    // Shopify collects to the end, and nobody fetches it.
    if (!(err instanceof ShopifyError)) throw err;
    log.warn({ shopId: String(shopId), err }, "a bulk query was not cancelled");
  }
}
