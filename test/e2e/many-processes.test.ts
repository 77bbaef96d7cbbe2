import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, it } from "vitest";
import { addressOf, type AppProcess, METRICS_TOKEN, startApp } from "../support/app-process.ts";
import { eventually } from "../support/eventually.ts";
import { lockHolders } from "../support/lock-holders.ts";
import { useTestDatabase } from "../support/test-database.ts";
import { signWebhook } from "../webhooks/sign-webhook.ts";

const test = useTestDatabase();
const SHOP = "herbs.myshopify.com";

const running: AppProcess[] = [];
let webs: AppProcess[];
let workers: AppProcess[];
let origins: string[];

function start(entry: "web" | "worker"): AppProcess {
  const it = startApp(entry, test.url);
  running.push(it);
  return it;
}

/** A request about another customer each: work that stores a row, and calls nobody. */
const deliver = (origin: string, number: number) => {
  const body = JSON.stringify({ shop_domain: SHOP, customer: { id: number } });
  const { headers, method } = signWebhook({ topic: "customers/data_request", shop: SHOP, body, id: `w-${number}` });
  return fetch(`${origin}/webhooks`, { method, headers, body });
};

const answered = async () => (await test.owner.query("SELECT customer_id FROM data_requests")).rows.map((it) => Number(it.customer_id));
const upTo = (last: number, from = 1) => Array.from({ length: last - from + 1 }, (_, index) => from + index);

beforeAll(async () => {
  await test.db.prisma.shop.create({ data: { domain: SHOP, scopes: [], installedAt: new Date("2026-01-01") } });
  webs = [start("web"), start("web")];
  workers = [start("worker"), start("worker")];
  origins = await Promise.all(webs.map(addressOf));
  await eventually(async () => (await lockHolders(test.owner)).length === workers.length, { seconds: 60 });
}, 120_000);

afterAll(() => {
  for (const { child } of running) child.kill("SIGKILL");
});

it("two webs and two workers work each webhook once, though it comes to both at one moment", async () => {
  for (const number of upTo(150)) {
    const statuses = await Promise.all(origins.map(async (origin) => (await deliver(origin, number)).status));
    expect(statuses).toEqual([200, 200]);
  }
  await eventually(async () => (await answered()).length >= 150, { seconds: 30 });
  expect((await answered()).sort((a, b) => a - b)).toEqual(upTo(150));
  // The line comes after what it tells of.
  const jobsDone = () => workers.map(({ lines }) => lines.filter((it) => it.msg === "job done").map((it) => it.webhookId));
  await eventually(() => jobsDone().flat().length >= 150);
  const done = jobsDone();
  expect(done.flat().sort()).toEqual(upTo(150).map((it) => `w-${it}`).sort());
  expect(Math.min(...done.map((it) => it.length)), "both workers have had a part").toBeGreaterThan(0);
}, 60_000);

it("a web says that it lives, that it can work, and what it counts", async () => {
  const ask = async (path: string, headers: Record<string, string> = {}) => fetch(`${origins[0]}${path}`, { headers });
  expect([(await ask("/healthz")).status, (await ask("/readyz")).status, (await ask("/metrics")).status]).toEqual([200, 200, 401]);
  const metrics = await (await ask("/metrics", { authorization: `Bearer ${METRICS_TOKEN}` })).text();
  expect(metrics).toMatch(/perennial_webhook_answer_seconds_count{status="200"} 150/);
  expect(metrics).not.toContain("herbs");
});

it("a web and a worker that are told to stop lose nothing, and the others go on", async () => {
  const [leaving, staying] = origins as [string, string];
  const statuses: number[] = [];
  const send = async (number: number) => {
    // As Shopify does, and a balancer: who gets no answer asks again, elsewhere.
    const answer = await deliver(leaving, number).catch(() => deliver(staying, number));
    statuses.push(answer.status);
  };
  const sends = upTo(500, 201).map(send);
  await eventually(() => statuses.length > 20);
  webs[0]!.child.kill("SIGTERM");
  workers[0]!.child.kill("SIGTERM");
  await Promise.all(sends);
  expect(new Set(statuses)).toEqual(new Set([200]));
  expect(await webs[0]!.ended).toEqual([0, null]);
  expect(await workers[0]!.ended).toEqual([0, null]);
  await eventually(async () => (await answered()).length >= 450, { seconds: 30 });
  expect((await answered()).filter((it) => it > 200).sort((a, b) => a - b)).toEqual(upTo(500, 201));
  const { rows } = await test.owner.query("SELECT * FROM graphile_worker.jobs WHERE task_identifier = 'answer-data-request'");
  expect(rows).toEqual([]);
}, 60_000);

it("a request in hand is answered before the web ends", async () => {
  const body = JSON.stringify({ shop_domain: SHOP, customer: { id: 900 } });
  const { headers, method } = signWebhook({ topic: "customers/data_request", shop: SHOP, body, id: "w-900" });
  const delivery = request(`${origins[1]}/webhooks`, { method, headers: { ...Object.fromEntries(headers), expect: "100-continue" } });
  const answered = once(delivery, "response") as Promise<[IncomingMessage]>;
  delivery.flushHeaders();
  await once(delivery, "continue"); // It is in hand.
  webs[1]!.child.kill("SIGTERM");
  await eventually(() => fetch(`${origins[1]}/healthz`).then(() => false, () => true));
  delivery.end(body);
  const [answer] = await answered;
  expect(await text(answer)).toBe("accepted");
  expect(await webs[1]!.ended).toEqual([0, null]);
});
