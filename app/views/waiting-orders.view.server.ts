import type { ShopTransaction } from "#app/db/with-shop.server.ts";

/** More than a reader would tell apart. */
const COUNTED_UP_TO = 1000;

/** Orders that Shopify has told of and that are not read yet, and since when the oldest waits; by PostgreSQL's clock, as the queue. */
export async function readWaitingOrders(tx: ShopTransaction, shopId: bigint) {
  const [found] = await tx.$queryRaw<{ orders: number; seconds: number }[]>`
    SELECT count(*)::int AS orders, coalesce(max(extract(epoch FROM now() - created_at)), 0)::float8 AS seconds
    FROM (
      SELECT created_at FROM graphile_worker.jobs
      WHERE key LIKE ${`ingest-order:${shopId}:%`} AND attempts < max_attempts LIMIT ${COUNTED_UP_TO}) AS waiting`;
  return found!;
}
