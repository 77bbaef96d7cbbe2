import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { parse } from "smol-toml";
import { createSandbox, type Sandbox } from "#sandbox/create-sandbox.ts";
import { generateShop } from "#sandbox/fill/generate-shop.ts";
import { findFreePort } from "../../scripts/find-free-port.ts";
import { type AppProcess, startApp } from "../support/app-process.ts";
import { TEST_ENV } from "../support/test-deps.ts";

export type Entry = "web" | "worker";
export type Death = { entry: Entry; process: AppProcess };

export type MortalStack = {
  sandbox: Sandbox;
  databaseUrl: string;
  /** Ends a process without any warning; another takes its place. */
  kill: (entry: Entry) => void;
  /** The processes that ended without having been killed here. */
  deaths: readonly Death[];
  /** The last lines of the worker that runs. */
  lastWords: () => string;
  close: () => Promise<void>;
};

const SCOPES = (parse(readFileSync("shopify.app.toml", "utf8")) as { access_scopes: { scopes: string } }).access_scopes.scopes.split(",");
/** So that the shop's points are not what a round waits for. */
const PLAN = { bucket: 20_000, restoreRate: 2000 };
const RESTART_MS = 100;

/** A shop of Shopify's with its customers, and web and worker on a database of their own, led to it and kept running. */
export async function startMortalStack(databaseUrl: string, { customers, beginsAt }: { customers: number; beginsAt: Date }): Promise<MortalStack> {
  const port = await findFreePort();
  const fill = generateShop({ customers, seed: 1, now: beginsAt.toISOString() });
  const app = { apiKey: TEST_ENV.SHOPIFY_API_KEY, apiSecret: TEST_ENV.SHOPIFY_API_SECRET, origin: `http://127.0.0.1:${port}`, scopes: SCOPES };
  const sandbox = await createSandbox({ port: 0, dataDir: null, shop: fill.shop, app, plan: PLAN });
  await sandbox.store.load(fill);
  sandbox.clock.advance(beginsAt.getTime() - sandbox.clock.now());

  const running = new Map<Entry, AppProcess>();
  const killed = new Set<AppProcess>();
  let closing = false;
  const deaths: Death[] = [];
  const keepRunning = (entry: Entry) => {
    const process = startApp(entry, databaseUrl, { sandbox, port });
    running.set(entry, process);
    void comeBackAfter(entry, process);
  };
  const comeBackAfter = async (entry: Entry, process: AppProcess) => {
    await process.ended;
    if (closing) return;
    if (!killed.has(process)) deaths.push({ entry, process });
    await sleep(RESTART_MS);
    if (!closing) keepRunning(entry);
  };
  const kill = (entry: Entry) => {
    const process = running.get(entry)!;
    killed.add(process);
    process.child.kill("SIGKILL");
  };
  keepRunning("web");
  keepRunning("worker");

  return {
    sandbox,
    databaseUrl,
    kill,
    deaths,
    lastWords: () => wordsOf(running.get("worker")!),
    async close() {
      closing = true;
      kill("web");
      kill("worker");
      await Promise.all([...running.values()].map(({ ended }) => ended));
      await sandbox.close();
    },
  };
}

export function wordsOf({ lines, complaints }: AppProcess): string {
  return [...lines.slice(-20).map((it) => JSON.stringify(it)), ...complaints].join("\n");
}
