import { createServer, type IncomingMessage } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import type { Deps } from "../deps.server.ts";
import { answerHealth, answerMetrics, answerReady, plain } from "./answer-ops.server.ts";

type Options = { port: number; host: string; token: string | undefined; isStopping: () => boolean };

/**
 * The worker's own small server: health, readiness and metrics, as web has them among its pages.
 *
 * @returns the port that it listens on, and how to end it.
 */
export async function serveOps(deps: Pick<Deps, "db" | "clock" | "log">, { port, host, token, isStopping }: Options) {
  const answer = async (request: IncomingMessage): Promise<Response> => {
    if (request.method !== "GET") return plain(405, "only GET");
    const path = request.url?.split("?")[0];
    if (path === "/healthz") return answerHealth();
    if (path === "/readyz") return isStopping() ? plain(503, "not ready: stopping") : answerReady(deps);
    if (path === "/metrics") return answerMetrics(deps, { token, authorization: request.headers.authorization ?? null });
    return plain(404, "not found");
  };
  const server = createServer((request, response) => {
    answer(request)
      .catch((err: unknown) => {
        deps.log.error({ err }, "operations: no answer");
        return plain(500, "failed");
      })
      .then(async (result) => response.writeHead(result.status, Object.fromEntries(result.headers)).end(await result.text()));
  });
  server.listen(port, host);
  await once(server, "listening");
  return { port: (server.address() as AddressInfo).port, close: () => server.close().closeAllConnections() };
}
