import type { ServerResponse } from "node:http";

export type RawAnswer = { status: number; contentType: string; text: string };

export function jsonAnswer(status: number, body: unknown): RawAnswer {
  return { status, contentType: "application/json; charset=utf-8", text: JSON.stringify(body) };
}

export function sendRaw(response: ServerResponse, { status, contentType, text }: RawAnswer): void {
  response.writeHead(status, { "Content-Type": contentType }).end(text);
}
