import { spawn } from "node:child_process";
import { createHmac, timingSafeEqual } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import type { RunningProcess } from "../scripts/demo/child-process.ts";
import { installApp } from "../scripts/demo/install-app.ts";
import { startProcesses } from "../scripts/demo/start-processes.ts";
import { build } from "../scripts/prepare.ts";
import { createSteps } from "../scripts/steps.ts";
import { percentile, type Sending, type Sent, sendSteadily } from "./support/send-steadily.ts";
import { startDatabase } from "./support/start-database.ts";

const EVENTS = 10_000;
const PER_SECOND = 300;
const CUSTOMERS = 500;
const TOKEN = "the bench reads the metrics";
const REACH = { p99Milliseconds: 50 };

/** Orders that changed, which the worker reads from the shop, and requests about customers, which cost it only itself. */
function makeSendings(domain: string, secret: string, orderIds: string[], customerIds: string[]): Sending[] {
  const triggeredAt = new Date().toISOString();
  return Array.from({ length: EVENTS }, (_, index) => {
    const ofOrder = index % 2 === 0;
    const id = (ofOrder ? orderIds : customerIds)[(index >> 1) % (ofOrder ? orderIds : customerIds).length];
    const body = ofOrder ? `{"id":${id},"note":"${"x".repeat(8000)}"}` : `{"shop_domain":"${domain}","customer":{"id":${id}}}`;
    const headers = {
      "content-type": "application/json",
      "x-shopify-topic": ofOrder ? "orders/updated" : "customers/data_request",
      "x-shopify-shop-domain": domain,
      "x-shopify-webhook-id": `bench-${index}`,
      "x-shopify-triggered-at": triggeredAt,
      "x-shopify-hmac-sha256": createHmac("sha256", secret).update(body).digest("base64"),
    };
    return { headers, body };
  });
}

/** The least that any door can do: read the body, verify the signature, answer. */
async function serveFloor(secret: string): Promise<void> {
  const server = createServer((incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.on("end", () => {
      const expected = createHmac("sha256", secret).update(Buffer.concat(chunks)).digest();
      const given = Buffer.from(String(incoming.headers["x-shopify-hmac-sha256"]), "base64");
      response.writeHead(given.length === expected.length && timingSafeEqual(given, expected) ? 200 : 401).end();
    });
  });
  server.listen(0, "127.0.0.1", () => process.send!((server.address() as AddressInfo).port));
}

async function measureFloor(secret: string, sendings: Sending[]): Promise<Sent> {
  const child = spawn(process.execPath, [import.meta.filename, secret], { stdio: ["ignore", "inherit", "inherit", "ipc"] });
  const [port] = await once(child, "message");
  const sent = await sendSteadily(`http://127.0.0.1:${port}/`, sendings, PER_SECOND);
  child.kill();
  return sent;
}

function report(name: string, { milliseconds, statuses }: Sent): void {
  const [p50, p99] = [0.5, 0.99].map((share) => percentile(milliseconds, share).toFixed(2));
  console.log(`${name}: p50 ${p50} ms, p99 ${p99} ms, answers ${[...statuses].map(([status, times]) => `${status} x ${times}`).join(", ")}`);
}

async function megabytesOf(origin: string): Promise<number> {
  const metrics = await (await fetch(`${origin}/metrics`, { headers: { authorization: `Bearer ${TOKEN}` } })).text();
  return Number(/^process_resident_memory_bytes (\S+)/m.exec(metrics)![1]) / 1024 ** 2;
}

/** What `read` gives once it gives something. */
async function until<T>(read: () => Promise<T | undefined>): Promise<T> {
  for (;;) {
    const seen = await read();
    if (seen !== undefined) return seen;
    await new Promise((next) => setTimeout(next, 200));
  }
}

/** The whole stack as the demo runs it, and 10,000 events at a steady rate, while the worker works on what they cause. */
export async function bench(): Promise<void> {
  const steps = createSteps(process.stderr);
  await build(steps);
  const database = await startDatabase();
  const folder = await mkdtemp(join(tmpdir(), "perennial-bench-"));
  const running: RunningProcess[] = [];
  const owner = new pg.Client({ connectionString: database.url });
  await owner.connect();
  try {
    process.env.METRICS_TOKEN = TOKEN;
    const source = { kind: "generated", customers: CUSTOMERS } as const;
    const stack = await startProcesses(steps, { folder, databaseUrl: database.url, source, port: 0, faults: [], mode: "production", onStart: (it) => running.push(it) });
    await installApp(stack.origin);
    await until(async () => (await owner.query("SELECT 1 FROM shops WHERE current_run_id IS NOT NULL")).rows[0]);
    const idsOf = async (column: string) =>
      (await owner.query<{ id: string }>(`SELECT DISTINCT ${column} AS id FROM orders WHERE ${column} IS NOT NULL LIMIT 1000`)).rows.map((it) => it.id);
    const { apiSecret } = JSON.parse(await readFile(join(folder, "secrets.json"), "utf8")) as { apiSecret: string };
    const sendings = makeSendings(stack.domain, apiSecret, await idsOf("id"), await idsOf("customer_id"));
    const listens = /"port":(\d+),"msg":"web listens"/.exec(await readFile(join(folder, "web.log"), "utf8"));
    const origin = `http://127.0.0.1:${listens![1]}`;

    console.log(`${EVENTS.toLocaleString("en")} events, ${PER_SECOND} a second, over HTTP`);
    const floor = await measureFloor(apiSecret, sendings);
    report("floor (signature alone)", floor);
    const before = await megabytesOf(origin);
    const door = await sendSteadily(`${origin}/webhooks`, sendings, PER_SECOND);
    report("the door", door);
    const after = await megabytesOf(origin);

    const { rows } = await owner.query<{ stored: number; done: number; waiting: number }>(`
      SELECT (SELECT count(*)::int FROM webhook_deliveries WHERE webhook_id LIKE 'bench-%') AS stored,
        (SELECT count(*)::int FROM data_requests) AS done, (SELECT count(*)::int FROM graphile_worker.jobs) AS waiting`);
    const { stored, done, waiting } = rows[0]!;
    const [p99, floorP99] = [door, floor].map(({ milliseconds }) => percentile(milliseconds, 0.99)) as [number, number];
    console.log(`p99 ${(p99 / floorP99).toFixed(1)} x floor; web's memory ${before.toFixed(0)} -> ${after.toFixed(0)} MB`);
    console.log(`stored ${stored} of ${EVENTS}; meanwhile the worker answered ${done} requests, ${waiting} jobs wait`);
    console.log(`${p99 < REACH.p99Milliseconds && stored === EVENTS ? "reached" : "NOT reached"}: p99 under ${REACH.p99Milliseconds} ms, none lost`);
  } finally {
    for (const process of running.reverse()) await process.stop();
    await owner.end();
    await database.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

if (import.meta.main) await serveFloor(process.argv[2]!);
