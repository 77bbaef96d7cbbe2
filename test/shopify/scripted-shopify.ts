import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, beforeEach } from "vitest";

type Request = { url: string; token: string; body: { query: string; variables: unknown } };

type Answer = (response: ServerResponse, request: IncomingMessage) => void;

/** A real HTTP server that answers the requests of a test one after the other as it is told, and remembers them. */
export function useScriptedShopify() {
  const it = {
    requests: [] as Request[],
    /** One for each request to come; the last serves all that follow. */
    answers: [] as Answer[],
    fetch: (async () => Promise.reject(new Error("not listening yet"))) as typeof globalThis.fetch,
  };
  const server = createServer(async (request, response) => {
    const body = JSON.parse(await text(request)) as Request["body"];
    it.requests.push({ url: request.url!, token: String(request.headers["x-shopify-access-token"]), body });
    const answer = it.answers.length > 1 ? it.answers.shift()! : it.answers[0]!;
    answer(response, request);
  });
  beforeAll(async () => {
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    it.fetch = (input, init) => fetch(String(input).replace(/^https:\/\/[a-z-]+\.myshopify\.com/, origin), init);
  });
  beforeEach(() => {
    it.requests = [];
    it.answers = [];
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  return it;
}

export const json =
  (status: number, body: unknown, headers: Record<string, string> = {}): Answer =>
  (response) =>
    response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));

export const plain =
  (status: number, body: string, headers: Record<string, string> = {}): Answer =>
  (response) =>
    response.writeHead(status, { "content-type": "text/html", ...headers }).end(body);

export const breakConnection: Answer = (_, request) => request.socket.destroy();

/** Data, with the cost that Shopify reports beside it. */
export const data = (value: unknown, cost?: { requested: number; available: number }): Answer =>
  json(200, { data: value, ...(cost && { extensions: costOf(cost) }) });

export const throttled = (cost: { requested: number; available: number }): Answer =>
  json(200, { errors: [{ message: "Throttled", extensions: { code: "THROTTLED" } }], extensions: costOf(cost) });

function costOf({ requested, available }: { requested: number; available: number }) {
  const throttleStatus = { maximumAvailable: 2000, currentlyAvailable: available, restoreRate: 100 };
  return { cost: { requestedQueryCost: requested, actualQueryCost: requested, throttleStatus } };
}
