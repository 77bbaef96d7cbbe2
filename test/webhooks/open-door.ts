import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { afterAll } from "vitest";
import type { Deps } from "#app/deps.server.ts";
import { receiveWebhook } from "#app/receive-webhook.server.ts";
import { captureLog } from "../support/captured-log.ts";
import { TEST_ENV } from "../support/test-deps.ts";

type Door = { origin: string; /** The answers' statuses; a test may empty it. */ answers: number[] };

/** The webhook door behind a real port: what Remix makes of a request, and no more. */
export async function openDoor(parts: () => Pick<Deps, "db" | "clock">): Promise<Door> {
  const answers: number[] = [];
  const server = createServer(async (request, response) => {
    const headers = new Headers(Object.entries(request.headersDistinct).map(([name, values]): [string, string] => [name, values!.join()]));
    const body = new Uint8Array(await buffer(request));
    const incoming = new Request(`http://door${request.url}`, { method: request.method, headers, body });
    const answer = await receiveWebhook({ ...parts(), log: captureLog().log }, TEST_ENV.SHOPIFY_API_SECRET, incoming);
    answers.push(answer.status);
    response.writeHead(answer.status).end(await answer.text());
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, answers };
}
