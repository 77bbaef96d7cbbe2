import { once } from "node:events";
import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { setTimeout } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { endConnectionsSlowly } from "#app/end-slowly.server.ts";
import { readBody } from "#app/read-body.server.ts";
import { refuseMalformed } from "#app/refuse-malformed.server.ts";
import { sendAnswer } from "#app/send-answer.server.ts";
import { sendRaw } from "../fuzz/send-raw.ts";
import { sendThenHear, TOO_LARGE } from "./send-then-hear.ts";

const server = createServer(async (request, response) => {
  const announced = request.headers["content-length"] ?? null;
  const body = await readBody(announced, request.iterator({ destroyOnReturn: false }));
  sendAnswer(request, response, { status: typeof body === "string" ? 413 : 200, text: "answered", headers: { connection: "close" } });
});
refuseMalformed(server);
endConnectionsSlowly(server);
let port: number;

beforeAll(async () => {
  await once(server.listen(0, "127.0.0.1"), "listening");
  port = (server.address() as AddressInfo).port;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const MEGABYTE = 1024 * 1024;
const announce = (bytes: number) => Buffer.from(`POST /webhooks HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: ${bytes}\r\n\r\n`);
const chunked = Buffer.from("POST /webhooks HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n");

it.each([
  ["announced", [announce(6 * MEGABYTE), Buffer.alloc(6 * MEGABYTE)]],
  ["found out while it is read", [chunked, Buffer.from(`${(6 * MEGABYTE).toString(16)}\r\n`), Buffer.alloc(6 * MEGABYTE), Buffer.from("\r\n0\r\n\r\n")]],
])("who sends too much hears so, though it goes on sending: %s", async (_, parts) => {
  const heard = await Promise.all(Array.from({ length: 60 }, () => sendThenHear(port, Buffer.concat(parts))));
  expect(heard.filter((it) => it !== TOO_LARGE)).toEqual([]);
});

it.each([
  ["without a length", "POST /webhooks HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n", 200],
  ["to no host", `POST /webhooks HTTP/1.1\r\nconnection: close\r\ncontent-length: ${6 * MEGABYTE}\r\n\r\n`, 400],
])("whose connection ends with the answer may still send what was on its way: %s", async (_, head, status) => {
  const socket = connect({ port, host: "127.0.0.1", allowHalfOpen: true });
  const errors: Error[] = [];
  socket.on("error", (error) => errors.push(error));
  const closed = new Promise((done) => socket.once("close", done));
  socket.write(head);
  const [answer] = (await once(socket, "data")) as [Buffer];
  for (let sent = 0; sent < 6 && socket.writable; sent += 1) {
    socket.write(Buffer.alloc(MEGABYTE, "["));
    await setTimeout(50);
  }
  socket.end();
  await closed;
  expect([answer.toString("latin1").split(" ")[1], errors]).toEqual([String(status), []]);
});

it("who never ends is read for a while only", async () => {
  function* endless() {
    yield announce(10_000 * MEGABYTE);
    for (let sent = 0; sent < 10_000; sent += 1) yield Buffer.alloc(MEGABYTE);
  }
  // It stops as soon as it hears the answer, and then says nothing more: the connection ends all the same.
  const from = performance.now();
  expect(await sendRaw(port, endless(), { hangUp: false })).toBe(413);
  expect(performance.now() - from).toBeLessThan(12_000);
});
