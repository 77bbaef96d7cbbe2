import { readdirSync, statSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { addressOf, type AppProcess, readMetric, startApp } from "../support/app-process.ts";
import { eventually } from "../support/eventually.ts";
import { useTestDatabase } from "../support/test-database.ts";
import { sendThenHear, TOO_LARGE } from "../webhooks/send-then-hear.ts";
import { signWebhook } from "../webhooks/sign-webhook.ts";

const test = useTestDatabase();
const MEGABYTE = 1024 * 1024;
let web: AppProcess;
let origin: string;
let port: number;
const sockets: Socket[] = [];

const announce = (bytes: number) => Buffer.from(`POST /webhooks HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: ${bytes}\r\n\r\n`);
const open = (then: (socket: Socket) => void) => {
  const socket = connect(port, "127.0.0.1");
  socket.on("error", () => {});
  then(socket);
  sockets.push(socket);
};
const hangUp = () => {
  for (const socket of sockets.splice(0)) socket.destroy();
};
async function deliver(bytes: number) {
  const { headers, method, body } = signWebhook({ topic: "orders/updated", shop: "herbs.myshopify.com", body: JSON.stringify({ id: 1, note: "x".repeat(bytes) }) });
  const answer = await fetch(`${origin}/webhooks`, { method, headers, body, duplex: "half" } as RequestInit);
  return [answer.status, answer.headers.get("retry-after")];
}
const megabytesOfWeb = async () => (await readMetric(origin, "process_resident_memory_bytes")) / MEGABYTE;

beforeAll(async () => {
  web = startApp("web", test.url);
  origin = await addressOf(web);
  port = Number(new URL(origin).port);
}, 60_000);

afterEach(hangUp);
afterAll(() => void web?.child.kill("SIGKILL"));

it("who sends too much is told so, though it goes on sending", async () => {
  const tooMuch = Buffer.concat([announce(6 * MEGABYTE), Buffer.alloc(6 * MEGABYTE)]);
  const heard = await Promise.all(Array.from({ length: 24 }, () => sendThenHear(port, tooMuch)));
  expect(heard.filter((it) => it !== TOO_LARGE)).toEqual([]);
});

it("a hundred who send nearly all of a large webhook, and wait, take little memory and hold up nobody's usual one", async () => {
  const before = await megabytesOfWeb();
  for (let index = 0; index < 100; index += 1) open((socket) => void (socket.write(announce(4 * MEGABYTE)), socket.write(Buffer.alloc(4_100_000))));
  await eventually(async () => (await readMetric(origin, 'perennial_webhook_answer_seconds_count{status="503"}', { or: 0 })) >= 80);
  expect(await deliver(10_000)).toEqual([200, null]);
  // Those who were not refused fill the room only with their last bytes.
  await eventually(async () => (await deliver(3 * MEGABYTE)).join() === "503,5");
  expect((await megabytesOfWeb()) - before).toBeLessThan(250);
  hangUp();
  await eventually(async () => (await deliver(3 * MEGABYTE))[0] === 200);
});

it("takes a thousand connections at most", async () => {
  for (let index = 0; index < 1100; index += 1) open((socket) => void socket.resume());
  await eventually(() => sockets.filter(({ closed }) => closed).length >= 100);
  expect(sockets.filter(({ closed }) => closed).length).toBeLessThan(120);
  hangUp();
  await eventually(() => fetch(`${origin}/healthz`).then(({ ok }) => ok, () => false));
});

it("sends a page's script compressed", async () => {
  const folder = "build/client/assets";
  const [largest] = readdirSync(folder).filter((it) => it.endsWith(".js")).sort((a, b) => statSync(`${folder}/${b}`).size - statSync(`${folder}/${a}`).size);
  const answer = await fetch(`${origin}/assets/${largest}`, { headers: { "accept-encoding": "gzip" } });
  expect([answer.status, answer.headers.get("content-encoding"), answer.headers.get("cache-control")]).toEqual([200, "gzip", "public, max-age=31536000, immutable"]);
});
