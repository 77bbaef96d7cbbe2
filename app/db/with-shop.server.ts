import type { PoolClient, QueryResult } from "pg";
import type { Database } from "./database.server.ts";
import type { Prisma } from "./generated/client.ts";

export type ShopTransaction = Prisma.TransactionClient;

/** As much of a transaction as a plain statement takes: Prisma's has it, and a bare connection is given it. */
export type StatementRunner = {
  $executeRaw: (text: TemplateStringsArray, ...values: unknown[]) => PromiseLike<number>;
};

type Limits = {
  /** Longest that the transaction may take, in milliseconds. */
  timeout?: number;
};

/** The one door to a shop's rows: a transaction that PostgreSQL confines to that shop. */
export function withShop<T>(
  db: Database,
  shopId: bigint,
  work: (tx: ShopTransaction) => Promise<T>,
  { timeout = 15_000 }: Limits = {},
): Promise<T> {
  return db.prisma.$transaction(
    async (tx) => {
      await tx.$executeRawUnsafe(confineTo(shopId));
      return work(tx);
    },
    { timeout, maxWait: 15_000 },
  );
}

/** The same door on a bare connection, for what Prisma cannot do (COPY and cursors), or not as fast. */
export function withShopConnection<T>(
  db: Database,
  shopId: bigint,
  work: (client: PoolClient) => Promise<T>,
): Promise<T> {
  return inTransaction(db, confineTo(shopId), work);
}

/**
 * The same, with the rows of a first question that is asked on the way: another way to the server is a fifth of what it
 * takes to store a webhook.
 *
 * @param question one statement, without parameters
 */
export function withShopConnectionAsking<T, Row extends object>(
  db: Database,
  shopId: bigint,
  question: string,
  work: (client: PoolClient, rows: Row[]) => Promise<T>,
): Promise<T> {
  return inTransaction(db, `${confineTo(shopId)}; ${question}`, (client, results) => work(client, results.at(-1)!.rows as Row[]));
}

async function inTransaction<T>(db: Database, first: string, work: (client: PoolClient, results: QueryResult[]) => Promise<T>): Promise<T> {
  const client = await db.pool.connect();
  try {
    // A result a statement.
    const results = (await client.query(`BEGIN; ${first}`)) as unknown as QueryResult[];
    const result = await work(client, results);
    await client.query("COMMIT");
    client.release();
    return result;
  } catch (error) {
    // A connection in an unknown state (half a COPY) is not worth keeping: closing it rolls back.
    client.release(true);
    throw error;
  }
}

/** Lets a bare connection run what is written for Prisma's transactions. It plans each statement once. */
export function statementsOn(client: PoolClient): StatementRunner {
  return {
    $executeRaw: async (parts, ...values) => (await client.query({ ...statementOf(parts), values })).rowCount ?? 0,
  };
}

/** By the place in the source, of which the parts are always the same array. */
const statements = new WeakMap<TemplateStringsArray, { name: string; text: string }>();
let named = 0;

function statementOf(parts: TemplateStringsArray): { name: string; text: string } {
  const known = statements.get(parts);
  if (known) return known;
  const statement = { name: `statement-${named++}`, text: parts.reduce((before, after, index) => `${before}$${index}${after}`) };
  statements.set(parts, statement);
  return statement;
}

/**
 * The first setting makes the second reach the worker nodes of a Citus cluster; plain PostgreSQL ignores it. One
 * message: each way to the server and back would cost as much as a small statement.
 */
function confineTo(shopId: bigint): string {
  return `SET LOCAL citus.propagate_set_commands = 'local'; SET LOCAL app.shop_id = '${BigInt(shopId)}'`;
}
