import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { writeReadableStreamToWritable } from "@remix-run/node";
import compression from "compression";
import express from "express";
import { expect, it } from "vitest";
import { streamPages } from "#app/csv/stream-pages.server.ts";
import { answerOn } from "#app/ops/slow-reader.server.ts";
import { eventually } from "../support/eventually.ts";

/** What cannot be compressed to much less. */
const PAGE = randomBytes(75_000).toString("base64");
const PAGES = 300;

it.each(["identity", "gzip"])("a file that is made faster than it is read waits for its reader, sent as %s", async (encoding) => {
  let made = 0;
  async function* pages() {
    for (; made < PAGES; made += 1) yield PAGE;
  }
  const app = express();
  app.use(compression());
  app.use((_request, response, next) => answerOn(response, next));
  app.get("/", async (_request, response) => {
    response.type("text/plain");
    const reader = { signal: new AbortController().signal, onFailure: () => {}, brokenOff: "" };
    await writeReadableStreamToWritable(await streamPages(pages(), reader), response);
  });
  const server = createServer(app).listen(0, "127.0.0.1");
  await once(server, "listening");
  const socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
  socket.write(`GET / HTTP/1.1\r\nhost: x\r\naccept-encoding: ${encoding}\r\nconnection: close\r\n\r\n`);
  await once(socket, "readable");
  // What lies in the buffers of both ends, and no more.
  let before = -1;
  await eventually(async () => {
    const stands = made === before;
    before = made;
    await sleep(200);
    return stands;
  });
  expect(made).toBeLessThan(PAGES);
  socket.resume();
  await once(socket, "close");
  expect(made).toBe(PAGES);
  server.close();
});
