import type { Deps } from "../deps.server.ts";
import { withShop } from "../db/with-shop.server.ts";
import { readScopes } from "../shops/read-scopes.server.ts";
import { fileCoverage } from "./file-coverage.ts";

/**
 * Whether an order that Shopify has just not shown may be there all the same: without the scope for all orders it shows
 * none that are older than its window. Of one that is not in the ledger nothing is known, and nothing is lost.
 */
export async function isOutOfSight({ db, shopify }: Pick<Deps, "db" | "shopify">, shopId: bigint, orderId: bigint, askedAt: Date): Promise<boolean> {
  const known = await withShop(db, shopId, (tx) => tx.order.findUnique({ where: { shopId_id: { shopId, id: orderId } }, select: { processedAt: true } }));
  if (!known) return false;
  const { processedFrom } = fileCoverage(askedAt, { scopes: await readScopes({ shopify }, shopId) });
  return processedFrom !== null && known.processedAt < processedFrom;
}
