import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import type { Sandbox } from "#sandbox/create-sandbox.ts";
import { eventually } from "./eventually.ts";
import { TEST_ENV } from "./test-deps.ts";

type LogLine = { msg: string; level: number; job?: string; webhookId?: string; port?: number };

export type AppProcess = {
  child: ChildProcess;
  /** With its exit code and the signal that ended it, once all that it said has been read. */
  ended: Promise<unknown[]>;
  lines: LogLine[];
  /** What it wrote beside its log: Node's own complaints. */
  complaints: string[];
};

export const METRICS_TOKEN = "a token of the tests";

type Surroundings = {
  /** Where it is led to instead of Shopify, and whose time it lives in. */
  sandbox?: Sandbox;
  /** Where web listens. */
  port?: number;
  /** Where the worker listens, which it does nowhere without one. */
  workerPort?: number;
};

/** Web or worker as production starts them; alone in the world and on any free port unless told otherwise. */
export function startApp(entry: "web" | "worker", databaseUrl: string, { sandbox, port = 0, workerPort }: Surroundings = {}): AppProcess {
  const own = { HOST: "127.0.0.1", PORT: String(port), WORKER_PORT: String(workerPort ?? ""), METRICS_TOKEN, LOG_LEVEL: "info", DATABASE_URL: databaseUrl };
  const led = sandbox && { SANDBOX_ORIGIN: sandbox.origin, SANDBOX_CLOCK_OFFSET_MS: String(sandbox.clock.offsetMs()), SHOPIFY_APP_URL: sandbox.origin };
  const args = [...(sandbox ? ["--import", "./sandbox/preload.mjs"] : []), `app/${entry}.server.ts`];
  const child = spawn(process.execPath, args, { env: { ...process.env, ...TEST_ENV, ...own, ...led }, stdio: ["ignore", "pipe", "pipe"] });
  const lines: LogLine[] = [];
  const complaints: string[] = [];
  let rest = "";
  child.stdout.on("data", (chunk: Buffer) => {
    const parts = (rest + chunk.toString()).split("\n");
    rest = parts.pop()!;
    lines.push(...parts.map((line) => JSON.parse(line) as LogLine));
  });
  child.stderr.on("data", (chunk: Buffer) => complaints.push(chunk.toString()));
  return { child, ended: once(child, "close"), lines, complaints };
}

export async function addressOf({ lines }: AppProcess): Promise<string> {
  return `http://127.0.0.1:${await eventually(() => lines.find(({ port }) => port !== undefined)?.port, { seconds: 40 })}`;
}

/** A number among a web's metrics. @param or what one with a label counts as that is not there until it is first counted */
export async function readMetric(origin: string, name: string, { or }: { or?: number } = {}): Promise<number> {
  const metrics = await (await fetch(`${origin}/metrics`, { headers: { authorization: `Bearer ${METRICS_TOKEN}` } })).text();
  const line = metrics.split("\n").find((it) => it.startsWith(`${name} `));
  if (line !== undefined) return Number(line.slice(name.length));
  if (or === undefined) throw new Error(`There is no metric ${name}`);
  return or;
}
