import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, inject } from "vitest";
import { type Database, openDatabase } from "#app/db/database.server.ts";
import { onAdmin, onServer } from "./postgres.ts";

export type TestDatabase = {
  /** As web and worker have it: the role without ownership. */
  db: Database;
  /** The same database as its owner, past row-level security: to look at what is really there. */
  owner: pg.Pool;
  url: string;
};

export const TEST_ERASURE_KEY = "0f".repeat(32);

/** A database of its own for the test file that calls it, cloned from the migrated template. */
export function useTestDatabase(): TestDatabase {
  const it = {} as TestDatabase;
  const name = `perennial_${randomUUID().replaceAll("-", "")}`;
  beforeAll(async () => {
    await onAdmin(inject("postgresUrl"), `CREATE DATABASE ${name} TEMPLATE ${inject("templateDatabase")}`);
    it.url = onServer(inject("postgresUrl"), name);
    it.db = openDatabase(it.url, { connections: 10, erasureKey: TEST_ERASURE_KEY });
    it.owner = new pg.Pool({ connectionString: it.url, max: 2 });
    // A pool that has ended may still be closing its connections when the database is dropped under them.
    it.owner.on("error", () => {});
    it.owner.on("connect", (client) => client.on("error", () => {}));
  });
  afterAll(async () => {
    await it.db?.close();
    await it.owner?.end();
    await onAdmin(inject("postgresUrl"), `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  });
  return it;
}
