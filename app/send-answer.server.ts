import type { IncomingMessage, ServerResponse } from "node:http";
import type { WebhookAnswer } from "./receive-webhook.server.ts";

/** Head and text in one write. What is not read of a request is read to its end, and must not be taken for another one. */
export function sendAnswer(request: IncomingMessage, response: ServerResponse, { status, text, headers }: WebhookAnswer): void {
  const head = { ...headers, "content-length": Buffer.byteLength(text) };
  response.writeHead(status, request.complete ? head : { ...head, connection: "close" }).end(text);
  request.resume();
}
