import type { IncomingMessage, ServerResponse } from "node:http";
import type { WebhookAnswer } from "./receive-webhook.server.ts";

/** How much is still read, and for how long, of whoever has been answered before the end of what they send. */
const LINGER_BYTES = 16 * 1024 * 1024;
const LINGER_MS = 5000;

/** Head and text in one write. Who is still sending hears the answer, too: a connection that ends on them would discard it. */
export function sendAnswer(request: IncomingMessage, response: ServerResponse, { status, text, headers }: WebhookAnswer): void {
  const head = { ...headers, "content-length": Buffer.byteLength(text) };
  if (request.complete) {
    response.writeHead(status, head).end(text);
    return;
  }
  response.writeHead(status, { ...head, connection: "close" }).write(text);
  let left = LINGER_BYTES;
  const end = () => response.end();
  const timer = setTimeout(end, LINGER_MS);
  request.on("data", (chunk: Buffer) => {
    left -= chunk.length;
    if (left < 0) end();
  });
  request.once("end", end);
  request.once("close", () => clearTimeout(timer));
  request.resume();
}
