import { readdir } from "node:fs/promises";
import type { Database } from "../db/database.server.ts";
import { beforeLong } from "./before-long.ts";

/** From the project's folder, where every process is started. */
const MIGRATIONS = "prisma/migrations";

/**
 * Why this process cannot work now; null where it can: the database answers, is at least as new as this version of the
 * app, and the queue is there.
 */
export async function findUnreadiness({ pool }: Database): Promise<string | null> {
  try {
    const applied = await beforeLong(pool.query<{ name: string }>(READ));
    const names = new Set(applied.rows.map((it) => it.name));
    const missing = (await migrationNames()).filter((it) => !names.has(it));
    return missing.length === 0 ? null : `migrations to apply: ${missing.join(", ")}`;
  } catch (error) {
    return `the database: ${(error as Error).message}`;
  }
}

const READ = `
  SELECT migration_name AS name FROM _prisma_migrations
  WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL AND EXISTS (SELECT FROM pg_class WHERE oid = 'graphile_worker.jobs'::regclass)`;

async function migrationNames(): Promise<string[]> {
  const entries = await readdir(MIGRATIONS, { withFileTypes: true });
  return entries.filter((it) => it.isDirectory()).map((it) => it.name);
}
