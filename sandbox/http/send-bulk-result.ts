import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
import { bulkResultFile } from "../bulk/files.ts";
import { isFileExpired } from "../bulk/file-lifetime.ts";
import type { World } from "../world.ts";
import { sendJson } from "./body.ts";
import { sendRaw } from "./raw-answer.ts";

/** A bulk operation's file, from a byte on if asked so, as the object storage behind Shopify serves it. */
export async function sendBulkResult(world: World, operationId: number, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const operation = world.store.bulkOperations.get(operationId);
  if (!operation?.fileSize) return sendJson(response, 404, { errors: `No result of bulk operation ${operationId}` });
  const strike = world.faults.strike(["download"], [operation.type]);
  if (isFileExpired(operation, world.clock) || strike?.kind === "download-expired") return sendExpired(response);

  const file = bulkResultFile(world.filesDir, operationId);
  const { size } = await stat(file);
  const from = /^bytes=(\d+)-$/.exec(request.headers.range ?? "")?.[1];
  const start = Number(from ?? 0);
  if (start > 0 && start >= size) {
    response.writeHead(416, { "Content-Range": `bytes */${size}` }).end();
    return;
  }
  response.writeHead(from === undefined ? 200 : 206, {
    "Content-Type": "application/jsonl",
    "Content-Length": size - start,
    "Accept-Ranges": "bytes",
    ...(from !== undefined && { "Content-Range": `bytes ${start}-${size - 1}/${size}` }),
  });
  if (strike?.kind !== "download-cut") return pipeline(createReadStream(file, { start }), response);
  const half = start + Math.floor((size - start) / 2);
  if (half > start) await pipeline(createReadStream(file, { start, end: half - 1 }), response, { end: false });
  response.destroy();
}

function sendExpired(response: ServerResponse): void {
  const text = "<?xml version='1.0' encoding='UTF-8'?><Error><Code>ExpiredToken</Code><Message>Invalid argument.</Message></Error>";
  sendRaw(response, { status: 403, contentType: "application/xml; charset=UTF-8", text });
}
