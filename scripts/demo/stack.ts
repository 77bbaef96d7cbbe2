import { createHash } from "node:crypto";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import pg from "pg";
import { parse as parseToml } from "smol-toml";
import { type Database, openDatabase } from "#app/db/database.server.ts";
import { migrate } from "../../prisma/migrate.ts";
import { startEmbeddedPostgres } from "../database/embedded-postgres.ts";
import { findFreePort } from "../find-free-port.ts";
import type { Steps } from "../steps.ts";
import { type RunningProcess, startProcess } from "./child-process.ts";
import { holdFolder } from "./hold-folder.ts";
import { type DemoOptions, UsageError } from "./options.ts";
import { ensureSecrets } from "./secrets.ts";
import { sandboxReady, type SandboxReady } from "./sandbox-messages.ts";

const DATA = ".data";

/** Everything that runs for one demo shop. */
export type Stack = {
  origin: string;
  shopDomain: string;
  db: Database;
  /** Rows of the orders export; null for a generated shop. */
  read: SandboxReady["read"];
  /** Rejects when a process ends by itself. */
  failed: Promise<never>;
  stop: () => Promise<void>;
};

/** PostgreSQL, sandbox, web and worker, for the shop that the options name; stopped in reverse. */
export async function startStack(steps: Steps, options: DemoOptions): Promise<Stack> {
  const running: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const end of running.splice(0).reverse()) await end();
  };
  try {
    return { ...(await start(steps, options, running)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function start(steps: Steps, options: DemoOptions, running: (() => Promise<void>)[]): Promise<Omit<Stack, "stop">> {
  const key = await keyOf(options);
  const folder = join(DATA, key);
  await mkdir(folder, { recursive: true });
  running.push(await holdFolder(folder));
  const secrets = await ensureSecrets(folder);
  const appPort = await findFreePort();

  const { databaseUrl, applied } = await steps.run("PostgreSQL", async () => {
    const server = process.env.DATABASE_URL ? null : await startEmbeddedPostgres({ dataDir: join(DATA, "postgres"), durable: true });
    if (server) running.push(server.stop);
    const url = await ensureDatabase(process.env.DATABASE_URL ?? server!.url, `perennial_${key.replaceAll(/[^a-z0-9]/g, "_")}`.slice(0, 63));
    return { databaseUrl: url, applied: await migrate(url) };
  });
  // A new database and a shop that an earlier one wrote to do not belong together.
  if (applied.length > 0) await rm(join(folder, "sandbox"), { recursive: true, force: true });

  const env = {
    NODE_ENV: "production",
    SHOPIFY_API_KEY: secrets.apiKey,
    SHOPIFY_API_SECRET: secrets.apiSecret,
    TOKEN_KEY: secrets.tokenKey,
    DATABASE_URL: databaseUrl,
  };
  const begin = (name: string, args: string[], more: Record<string, string>): RunningProcess => {
    const child = startProcess(name, args, { ...env, ...more }, join(folder, `${name}.log`));
    running.push(child.stop);
    return child;
  };

  const title = options.source.kind === "export" ? `Filling the shop from ${basename(options.source.file)}` : "Filling the shop";
  const { sandbox, ready } = await steps.run(title, async () => {
    const child = begin("sandbox", ["sandbox/main.ts"], {
      SANDBOX_PORT: options.once ? "0" : String(options.port),
      SANDBOX_DATA_DIR: join(folder, "sandbox"),
      SANDBOX_FILL: JSON.stringify(options.source),
      SANDBOX_APP_ORIGIN: `http://127.0.0.1:${appPort}`,
      SCOPES: await readScopes(),
    });
    return { sandbox: child, ready: await Promise.race([sandboxReady(child), child.failed]) };
  });

  const preload = ["--import", "./sandbox/preload.mjs"];
  const inSandbox = {
    SHOPIFY_APP_URL: ready.origin,
    SANDBOX_ORIGIN: ready.origin,
    SANDBOX_CLOCK_OFFSET_MS: String(ready.clockOffsetMs),
    PERENNIAL_DEMO: "1",
  };
  const [web, worker] = await steps.run("Web and worker", async () => {
    const children = [
      begin("web", [...preload, "app/web.server.ts"], { ...inSandbox, PORT: String(appPort), HOST: "127.0.0.1" }),
      begin("worker", [...preload, "app/worker.server.ts"], inSandbox),
    ] as const;
    await Promise.race([waitForAnswer(`http://127.0.0.1:${appPort}/webhooks`), ...children.map((it) => it.failed)]);
    return children;
  });

  const db = openDatabase(databaseUrl, { connections: 2 });
  running.push(db.close);
  return {
    origin: ready.origin,
    shopDomain: ready.domain,
    db,
    read: ready.read,
    failed: Promise.race([sandbox.failed, web.failed, worker.failed]),
  };
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

async function ensureDatabase(serverUrl: string, name: string): Promise<string> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  try {
    const { rowCount } = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [name]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${name}`);
  } finally {
    await client.end();
  }
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

/** What the app asks a merchant for. */
async function readScopes(): Promise<string> {
  const toml = parseToml(await readFile("shopify.app.toml", "utf8")) as { access_scopes: { scopes: string } };
  return toml.access_scopes.scopes;
}

async function waitForAnswer(url: string): Promise<void> {
  for (;;) {
    try {
      await fetch(url);
      return;
    } catch {
      await new Promise((next) => setTimeout(next, 100));
    }
  }
}
