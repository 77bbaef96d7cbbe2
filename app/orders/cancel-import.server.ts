import { withShop } from "../db/with-shop.server.ts";
import type { Deps } from "../deps.server.ts";
import { ShopifyError } from "../shopify/shopify-error.ts";
import { lockShop } from "../shops/lock-shop.repo.server.ts";
import { CancelBulkQuery } from "./cancel-bulk-query.graphql.ts";
import { changeImport, findActiveImport, type ImportChange } from "./imports.repo.server.ts";

type Asked = {
  /** Who says so; null where the admin did not tell. */
  staffId: string | null;
};

/** Ends the import that is under way. Orders that were read stay; a new one begins from the first order again. */
export async function cancelImport({ db, shopify, clock, log }: Pick<Deps, "db" | "shopify" | "clock" | "log">, shopId: bigint, { staffId }: Asked): Promise<void> {
  const cancelled = await withShop(db, shopId, async (tx) => {
    await lockShop(tx, shopId);
    const running = await findActiveImport(tx, shopId);
    const now = clock();
    const end: ImportChange = { status: "failed", problem: { code: "stopped", said: null }, stoppedBy: staffId, updatedAt: now, finishedAt: now };
    const ended = running !== null && (await changeImport(tx, running, end));
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
