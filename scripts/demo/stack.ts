import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import pg from "pg";
import { type Database, openDatabase } from "#app/db/database.server.ts";
import { migrate } from "../../prisma/migrate.ts";
import { startEmbeddedPostgres } from "../database/embedded-postgres.ts";
import type { Steps } from "../steps.ts";
import { holdFolder } from "./hold-folder.ts";
import { type DemoOptions, UsageError } from "./options.ts";
import type { Running } from "./running.ts";
import type { SandboxReady } from "./sandbox-messages.ts";
import { startProcesses } from "./start-processes.ts";

const DATA = ".data";

/** Everything that runs for one demo shop. */
export type Stack = Pick<SandboxReady, "origin" | "domain" | "read"> & {
  db: Database;
  /** Rejects when a process ends by itself. */
  failed: Promise<never>;
};

/** PostgreSQL, sandbox, web and worker, for the shop that the options name. `running` knows of each as it starts. */
export async function startStack(
  steps: Steps,
  options: DemoOptions,
  mode: "production" | "development",
  running: Running,
): Promise<Stack> {
  const key = await keyOf(options);
  const folder = join(DATA, key);
  await mkdir(folder, { recursive: true });
  // A source that turns out to be no orders export leaves nothing behind.
  running.add(async () => {
    if (!existsSync(join(folder, "sandbox"))) await rm(folder, { recursive: true, force: true });
  });
  running.add(await holdFolder(folder));

  const databaseUrl = await steps.run("PostgreSQL", async () => {
    const server = process.env.DATABASE_URL ?? (await startEmbeddedPostgres({ dataDir: join(DATA, "postgres"), durable: true, onStart: running.add }));
    // The checkout's own mark: on a server that several share, none may drop another's database.
    const checkout = createHash("sha256").update(process.cwd()).digest("hex").slice(0, 8);
    const name = `perennial_demo_${checkout}_${key.replaceAll(/[^a-z0-9]/g, "_")}`.slice(0, 63);
    const url = await ensureDatabase(server, name, join(folder, "sandbox"));
    await migrate(url);
    return url;
  });

  const { origin, domain, read, failed } = await startProcesses(steps, {
    folder, databaseUrl, source: options.source, faults: options.faults, port: options.port, mode, onStart: (child) => running.add(child.stop),
  });
  const db = openDatabase(databaseUrl, { connections: 2 });
  running.add(db.close);
  return { origin, domain, read, db, failed };
}

/** One folder and one database for each source of orders, so that a second start finds the first one's data. */
async function keyOf({ source }: DemoOptions): Promise<string> {
  if (source.kind === "generated") return `generated-${source.customers}`;
  let content: Buffer;
  try {
    content = await readFile(source.file);
  } catch (error) {
    throw new UsageError(`--orders ${source.file}: the file cannot be read (${(error as Error).message}).`);
  }
  const digest = createHash("sha256").update(content).digest("hex").slice(0, 8);
  const name = basename(source.file).split(".")[0]!.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-").slice(0, 30);
  return `${name}-${digest}${source.asIs ? "-as-is" : ""}`;
}

/**
 * The demo's database on a server. It and the sandbox's shop know of each other (what was written, what was read): where
 * one of them is missing, the other begins anew.
 */
async function ensureDatabase(serverUrl: string, name: string, sandboxFolder: string): Promise<string> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  try {
    if (!existsSync(sandboxFolder)) await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    const { rowCount } = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [name]);
    if (rowCount === 0) {
      await rm(sandboxFolder, { recursive: true, force: true });
      await client.query(`CREATE DATABASE ${name}`);
    }
  } finally {
    await client.end();
  }
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}
