import type { ShopTransaction } from "#app/db/with-shop.server.ts";

/** More than a reader would tell apart. */
const COUNTED_UP_TO = 1000;

type Waiting = { jobs: number; seconds: number };

/** Orders that Shopify has told of and that are not read yet, and since when the oldest waits; by PostgreSQL's clock, as the queue. */
export async function readWaitingOrders(tx: ShopTransaction, shopId: bigint): Promise<{ orders: number; seconds: number }> {
  const { jobs, seconds } = await readWaiting(tx, `ingest-order:${shopId}:%`);
  return { orders: jobs, seconds };
}

/** Customers whose tags and figures are written next, one by one. */
export async function countWaitingCustomers(tx: ShopTransaction, shopId: bigint): Promise<number> {
  return (await readWaiting(tx, `write-customer:${shopId}:%`)).jobs;
}

async function readWaiting(tx: ShopTransaction, keys: string): Promise<Waiting> {
  const [found] = await tx.$queryRaw<Waiting[]>`
    SELECT count(*)::int AS jobs, coalesce(max(extract(epoch FROM now() - created_at)), 0)::float8 AS seconds
    FROM (SELECT created_at FROM graphile_worker.jobs WHERE key LIKE ${keys} AND attempts < max_attempts LIMIT ${COUNTED_UP_TO}) AS waiting`;
  return found!;
}
