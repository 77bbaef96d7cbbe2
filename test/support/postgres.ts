import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { migrate } from "../../prisma/migrate.ts";
import { startEmbeddedPostgres } from "../../scripts/database/embedded-postgres.ts";

declare module "vitest" {
  interface ProvidedContext {
    postgresUrl: string;
    /** The migrated database on that server that each test file's own is cloned from. */
    templateDatabase: string;
  }
}

/** Once for the whole run: a server (DATABASE_URL, or a throw-away one) and a migrated template database. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.DATABASE_URL;
  const folder = given ? null : await mkdtemp(join(tmpdir(), "perennial-test-"));
  let stopServer = () => Promise.resolve();
  const url = given ?? (await startEmbeddedPostgres({ dataDir: join(folder!, "postgres"), durable: false, onStart: (stop) => (stopServer = stop) }));
  // Several runs may share a server: the template is this run's own.
  const template = `perennial_template_${randomUUID().replaceAll("-", "")}`;
  await onAdmin(url, `CREATE DATABASE ${template}`);
  await migrate(onServer(url, template));
  project.provide("postgresUrl", url);
  project.provide("templateDatabase", template);
  return async () => {
    await onAdmin(url, `DROP DATABASE ${template} WITH (FORCE)`);
    await stopServer();
    if (folder) await rm(folder, { recursive: true, force: true });
  };
}

/** Runs one statement on the server's own database. */
export async function onAdmin(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    // Two files that clone at one moment collide on the template: PostgreSQL lets one at a time copy it.
    await client.query("SELECT pg_advisory_lock(7318001)");
    await client.query(sql);
  } finally {
    await client.end();
  }
}

export function onServer(url: string, database: string): string {
  const address = new URL(url);
  address.pathname = `/${database}`;
  return address.href;
}
