import type { ShopTransaction } from "#app/db/with-shop.server.ts";

type Waiting = { orders: number; seconds: number };

/** Orders that Shopify has told of and that are not read yet, and since when the oldest waits; by PostgreSQL's clock, as the queue. */
export async function readWaitingOrders(tx: ShopTransaction, shopId: bigint): Promise<Waiting> {
  const [found] = await tx.$queryRaw<Waiting[]>`
    SELECT count(*)::int AS orders, coalesce(max(extract(epoch FROM now() - created_at)), 0)::float8 AS seconds
    FROM graphile_worker.jobs WHERE key LIKE ${`ingest-order:${shopId}:%`} AND attempts < max_attempts`;
  return found!;
}
