import { readdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { runMigrations } from "graphile-worker";
import pg from "pg";
import { FILTERS, openSchemaEngine } from "./schema-engine.ts";

const MIGRATIONS = fileURLToPath(new URL("./migrations", import.meta.url));

/**
 * Brings a database up to date: our tables, then the queue's. Safe to run again; needs the owner's rights.
 *
 * @returns the names of the migrations that were applied now.
 */
export async function migrate(databaseUrl: string): Promise<string[]> {
  const pool = new pg.Pool({ connectionString: databaseUrl });
  // The queue's migrations ask for these; a lost connection fails the statement that uses it, with its own error.
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));
  try {
    await pool.query(MAKE_ROLE);
    const applied = await applyOurs(pool);
    await runMigrations({ pgPool: pool });
    await pool.query(OPEN_QUEUE);
    return applied;
  } finally {
    await pool.end();
  }
}

async function applyOurs(pool: pg.Pool): Promise<string[]> {
  const engine = await openSchemaEngine(pool);
  const names = (await readdir(MIGRATIONS, { withFileTypes: true })).filter((it) => it.isDirectory()).map((it) => it.name);
  const migrationDirectories = await Promise.all(
    names.sort().map(async (path) => {
      const value = await readFile(`${MIGRATIONS}/${path}/migration.sql`, "utf8");
      return { path, migrationFile: { path: "migration.sql", content: { tag: "ok" as const, value } } };
    }),
  );
  const lockfile = { path: "migration_lock.toml", content: await readFile(`${MIGRATIONS}/migration_lock.toml`, "utf8") };
  const { appliedMigrationNames } = await engine.applyMigrations({
    migrationsList: { baseDir: MIGRATIONS, lockfile, shadowDbInitScript: "", migrationDirectories },
    filters: FILTERS,
  });
  engine.free();
  return appliedMigrationNames;
}

/** The role of web and worker. Two migrations at once on one server (tests) may both try to make it. */
const MAKE_ROLE = `
  DO $$
  BEGIN
    CREATE ROLE perennial_app NOLOGIN;
  EXCEPTION
    WHEN duplicate_object OR unique_violation THEN NULL;
  END
  $$;
  DO $$
  BEGIN
    EXECUTE format('GRANT perennial_app TO %I', current_user);
  EXCEPTION
    WHEN unique_violation THEN NULL;
  END
  $$;
`;

/**
 * The queue's tables carry row-level security without a policy, which shuts out everyone but their owner. And a plan that
 * PostgreSQL made while the queue was short, of a look at every job for each that is added, outlives the beginning of a flood.
 */
const OPEN_QUEUE = `
  GRANT USAGE ON SCHEMA graphile_worker TO perennial_app;
  GRANT ALL ON ALL TABLES IN SCHEMA graphile_worker TO perennial_app;
  GRANT USAGE ON ALL SEQUENCES IN SCHEMA graphile_worker TO perennial_app;
  GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA graphile_worker TO perennial_app;
  ALTER FUNCTION graphile_worker.add_jobs SET enable_seqscan = off;
  DO $$
  DECLARE
    queue_table text;
  BEGIN
    FOR queue_table IN
      SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = 'graphile_worker' AND c.relkind = 'r' AND c.relrowsecurity
    LOOP
      EXECUTE format('DROP POLICY IF EXISTS app ON graphile_worker.%I', queue_table);
      EXECUTE format('CREATE POLICY app ON graphile_worker.%I TO perennial_app USING (true)', queue_table);
    END LOOP;
  END
  $$;
`;
