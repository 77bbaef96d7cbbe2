import type { PoolClient } from "pg";
import type { Database } from "./database.server.ts";
import type { Prisma } from "./generated/client.ts";

export type ShopTransaction = Prisma.TransactionClient;

type Limits = {
  /** Longest that the transaction may take, in milliseconds. */
  timeout?: number;
};

/**
 * The one door to a shop's rows: a transaction that PostgreSQL confines to that shop.
 *
 * The first setting makes the second reach the worker nodes of a Citus cluster; plain PostgreSQL ignores it.
 */
export function withShop<T>(
  db: Database,
  shopId: bigint,
  work: (tx: ShopTransaction) => Promise<T>,
  { timeout = 15_000 }: Limits = {},
): Promise<T> {
  return db.prisma.$transaction(
    async (tx) => {
      await tx.$executeRawUnsafe(CONFINE[0]);
      await tx.$executeRawUnsafe(CONFINE[1](shopId));
      return work(tx);
    },
    { timeout, maxWait: 15_000 },
  );
}

/** The same door on a bare connection, for what Prisma cannot do: COPY and cursors. */
export async function withShopConnection<T>(
  db: Database,
  shopId: bigint,
  work: (client: PoolClient) => Promise<T>,
): Promise<T> {
  const client = await db.pool.connect();
  try {
    await client.query("BEGIN");
    await client.query(CONFINE[0]);
    await client.query(CONFINE[1](shopId));
    const result = await work(client);
    await client.query("COMMIT");
    client.release();
    return result;
  } catch (error) {
    // A connection in an unknown state (half a COPY) is not worth keeping: closing it rolls back.
    client.release(true);
    throw error;
  }
}

const CONFINE = [
  "SET LOCAL citus.propagate_set_commands = 'local'",
  (shopId: bigint) => `SET LOCAL app.shop_id = '${BigInt(shopId)}'`,
] as const;
