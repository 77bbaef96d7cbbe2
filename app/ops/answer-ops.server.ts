import { createHash, timingSafeEqual } from "node:crypto";
import type { Deps } from "../deps.server.ts";
import { findUnreadiness } from "./find-unreadiness.server.ts";
import { METRICS_TYPE, renderMetrics } from "./render-metrics.server.ts";

/** The process lives. Whether it can work is another question: to start it anew brings no database back. */
export function answerHealth(): Response {
  return plain(200, "alive");
}

export async function answerReady({ db }: Pick<Deps, "db">): Promise<Response> {
  const reason = await findUnreadiness(db);
  return reason === null ? plain(200, "ready") : plain(503, `not ready: ${reason}`);
}

/** For whoever carries the token. Without one in the environment there is no such page. */
export async function answerMetrics(
  deps: Pick<Deps, "db" | "clock" | "log">,
  { token, authorization }: { token: string | undefined; authorization: string | null },
): Promise<Response> {
  if (token === undefined) return plain(404, "not found");
  if (authorization === null || !isSame(authorization, `Bearer ${token}`)) return plain(401, "a bearer token is needed");
  return new Response(await renderMetrics(deps), { headers: { "content-type": METRICS_TYPE, "cache-control": "no-store" } });
}

export function plain(status: number, text: string): Response {
  return new Response(text, { status, headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" } });
}

/** Of hashes: they are of one length, and the time tells nothing of the token. */
function isSame(given: string, expected: string): boolean {
  const hash = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(hash(given), hash(expected));
}
