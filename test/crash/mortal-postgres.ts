import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { migrate } from "../../prisma/migrate.ts";
import { startEmbeddedPostgres } from "../../scripts/database/embedded-postgres.ts";
import { onAdmin, onServer } from "../support/postgres.ts";

export type MortalPostgres = {
  /** Of a migrated database on it. */
  databaseUrl: string;
  /** Stops it in immediate mode, in the middle of whatever it does, and starts it again at the same address. */
  crash: () => Promise<void>;
  stop: () => Promise<void>;
};

/** A server of its own, which keeps what it has committed as a real one does. */
export async function startMortalPostgres(): Promise<MortalPostgres> {
  const folder = await mkdtemp(join(tmpdir(), "perennial-crash-"));
  const dataDir = join(folder, "postgres");
  let stopServer = () => Promise.resolve();
  const start = (port?: number) => startEmbeddedPostgres({ dataDir, durable: true, port, onStart: (stop) => (stopServer = stop) });
  const url = await start();
  await onAdmin(url, "CREATE DATABASE perennial");
  const databaseUrl = onServer(url, "perennial");
  await migrate(databaseUrl);
  return {
    databaseUrl,
    async crash() {
      const file = join(dataDir, "postmaster.pid");
      const pid = Number((await readFile(file, "utf8")).split("\n")[0]);
      process.kill(pid, "SIGQUIT");
      while (isAlive(pid) && existsSync(file)) await sleep(10);
      await start(Number(new URL(url).port));
    },
    async stop() {
      await stopServer();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Asks until the server answers: it may be down at any moment. */
export async function insist<T>(ask: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await ask();
    } catch (error) {
      if (tries === 100) throw error;
      await sleep(200);
    }
  }
}

export function query<Row extends pg.QueryResultRow>(url: string, sql: string, values: unknown[] = []): Promise<Row[]> {
  return insist(async () => {
    const client = new pg.Client({ connectionString: url });
    client.on("error", () => {});
    try {
      await client.connect();
      return (await client.query<Row>(sql, values)).rows;
    } finally {
      await client.end().catch(() => {});
    }
  });
}
