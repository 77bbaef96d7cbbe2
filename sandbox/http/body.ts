import type { IncomingMessage, ServerResponse } from "node:http";
import { jsonAnswer, sendRaw } from "./raw-answer.ts";

const LARGEST_BODY_BYTES = 10 * 1024 * 1024;

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += (chunk as Buffer).length;
    if (size > LARGEST_BODY_BYTES) throw new BadRequest(`The body is larger than ${LARGEST_BODY_BYTES} bytes`);
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString("utf8");
}

/** The request's body as a JSON object, or a form as one. */
export async function readObject(request: IncomingMessage): Promise<Record<string, unknown>> {
  const text = await readText(request);
  if (request.headers["content-type"]?.startsWith("application/x-www-form-urlencoded")) return Object.fromEntries(new URLSearchParams(text));
  let value: unknown;
  try {
    value = JSON.parse(text === "" ? "{}" : text);
  } catch {
    throw new BadRequest(`The body is no JSON: ${text.slice(0, 80)}`);
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new BadRequest("The body is no JSON object");
  return value as Record<string, unknown>;
}

/** The client's fault; answered with 400 and the message. */
export class BadRequest extends Error {}

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  sendRaw(response, jsonAnswer(status, body));
}
