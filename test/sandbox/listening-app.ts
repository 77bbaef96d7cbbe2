import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach } from "vitest";

export type Arrived = { path: string; headers: IncomingHttpHeaders; raw: string; payload: Record<string, unknown> };

export type ListeningApp = {
  origin: string;
  /** What came in, oldest first. */
  arrived: Arrived[];
  /** What the app answers next, 0 for nothing at all; 200 once these are used up. */
  answers: number[];
};

/** An app that takes webhooks and keeps them, anew for each test. */
export function useListeningApp(): ListeningApp {
  const it: ListeningApp = { origin: "", arrived: [], answers: [] };
  let server: Server;
  beforeEach(async () => {
    it.arrived = [];
    it.answers = [];
    server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        const raw = Buffer.concat(chunks).toString("utf8");
        it.arrived.push({ path: request.url ?? "", headers: request.headers, raw, payload: JSON.parse(raw) as Record<string, unknown> });
        const status = it.answers.shift() ?? 200;
        if (status !== 0) response.writeHead(status, { Location: "/elsewhere" }).end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    it.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return it;
}
