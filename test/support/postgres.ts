import { startEmbeddedPostgres } from "../../scripts/database/embedded-postgres.ts";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { migrate } from "../../prisma/migrate.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** A server address; test databases are cloned from `perennial_template` on it. */
    postgresUrl: string;
  }
}

/** Once for the whole run: a server (DATABASE_URL, or a throw-away one) and a migrated template database. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.DATABASE_URL;
  const folder = given ? null : await mkdtemp(join(tmpdir(), "perennial-test-"));
  const server = folder ? await startEmbeddedPostgres({ dataDir: join(folder, "postgres"), durable: false }) : null;
  const url = given ?? server!.url;
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  await admin.query("DROP DATABASE IF EXISTS perennial_template");
  await admin.query("CREATE DATABASE perennial_template");
  await admin.end();
  await migrate(onServer(url, "perennial_template"));
  project.provide("postgresUrl", url);
  return async () => {
    await server?.stop();
    if (folder) await rm(folder, { recursive: true, force: true });
  };
}

export function onServer(url: string, database: string): string {
  const address = new URL(url);
  address.pathname = `/${database}`;
  return address.href;
}
