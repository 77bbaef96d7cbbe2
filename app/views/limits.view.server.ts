import type { ShopTransaction } from "#app/db/with-shop.server.ts";
import { type NextInLine, shownLimits, type ShownLimits } from "./shown-limits.ts";

/** What Shopify allows the app in this shop, as its processes have noted it. */
export async function readLimits(tx: ShopTransaction, shopId: bigint, now: Date): Promise<ShownLimits> {
  const rows = await tx.shopifyLimits.findMany({ where: { shopId } });
  return shownLimits(rows, await countNextInLine(tx, shopId), now);
}

/** Orders to be read and customers to be written to one by one. What a worker has in hand is among the calls that wait, or is done. */
async function countNextInLine(tx: ShopTransaction, shopId: bigint): Promise<NextInLine> {
  const [orders, customers] = [`ingest-order:${shopId}:%`, `write-customer:${shopId}:%`];
  const [found] = await tx.$queryRaw<NextInLine[]>`
    SELECT count(*) FILTER (WHERE key LIKE ${orders})::int AS orders, count(*) FILTER (WHERE key LIKE ${customers})::int AS customers
    FROM graphile_worker.jobs
    WHERE (key LIKE ${orders} OR key LIKE ${customers}) AND attempts < max_attempts AND locked_at IS NULL`;
  return found!;
}
