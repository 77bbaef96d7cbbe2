import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, inject } from "vitest";
import { type Database, openDatabase } from "#app/db/database.server.ts";
import { onServer } from "./postgres.ts";

export type TestDatabase = {
  /** As web and worker have it: the role without ownership. */
  db: Database;
  /** The same database as its owner, past row-level security: to look at what is really there. */
  owner: pg.Pool;
  url: string;
};

/** A database of its own for the test file that calls it, cloned from the migrated template. */
export function useTestDatabase(): TestDatabase {
  const it = {} as TestDatabase;
  const name = `perennial_${randomUUID().replaceAll("-", "")}`;
  beforeAll(async () => {
    await onAdmin(`CREATE DATABASE ${name} TEMPLATE perennial_template`);
    it.url = onServer(inject("postgresUrl"), name);
    it.db = openDatabase(it.url, { connections: 10 });
    it.owner = new pg.Pool({ connectionString: it.url, max: 2 });
  });
  afterAll(async () => {
    await it.db?.close();
    await it.owner?.end();
    await onAdmin(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  });
  return it;
}

async function onAdmin(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject("postgresUrl") });
  await client.connect();
  try {
    // Two files that clone at one moment collide on the template: PostgreSQL lets one at a time copy it.
    await client.query("SELECT pg_advisory_lock(7318001)");
    await client.query(sql);
  } finally {
    await client.end();
  }
}
