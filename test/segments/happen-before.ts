import type { PoolClient } from "pg";
import type { Database } from "#app/db/database.server.ts";

/** Where a run of the whole shop stands when it is about to send a statement that begins like this. */
export const MOMENTS = {
  "before it reads": "BEGIN;",
  "after it has read and computed": "CREATE TEMPORARY TABLE new_scores",
  "after it has written its rows": "SELECT customer_id AS id FROM customer_scores",
} as const;

/** A database on which something happens, once, before a bare connection sends a certain statement. */
export function happenBefore(db: Database, statement: string, happen: () => Promise<unknown>): Database {
  let before: Promise<unknown> | undefined;
  const watch = (client: PoolClient): PoolClient =>
    new Proxy(client, {
      get(target, name) {
        const value: unknown = Reflect.get(target, name);
        if (typeof value !== "function") return value;
        const call = (args: unknown[]) => value.apply(target, args) as unknown;
        return (...args: unknown[]) => (String(args[0]).startsWith(statement) ? (before ??= happen()).then(() => call(args)) : call(args));
      },
    });
  const pool = new Proxy(db.pool, {
    get: (target, name) => (name === "connect" ? async () => watch(await target.connect()) : (Reflect.get(target, name) as unknown)),
  });
  return { ...db, pool };
}
