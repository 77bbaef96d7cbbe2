import { Agent, type OutgoingHttpHeaders, request } from "node:http";

export type Sending = { headers: OutgoingHttpHeaders; body: string };
export type Sent = { milliseconds: Float64Array; statuses: Map<number | string, number> };

/** As a sender with many connections does. */
const CONNECTIONS = 64;
const TICK_MS = 5;

/**
 * Posts at a steady rate, whatever the answers take. A request's time runs from when it was due, not from when it got a
 * connection: a server that stalls cannot make the measurement wait for it.
 */
export async function sendSteadily(url: string, sendings: readonly Sending[], perSecond: number): Promise<Sent> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const milliseconds = new Float64Array(sendings.length);
  const statuses = new Map<number | string, number>();
  const begin = performance.now();
  const post = (index: number) =>
    new Promise<void>((done) => {
      const end = (status: number | string) => {
        milliseconds[index] = performance.now() - begin - (index * 1000) / perSecond;
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
        done();
      };
      const { headers, body } = sendings[index]!;
      const outgoing = request(url, { method: "POST", agent, headers: { ...headers, "content-length": Buffer.byteLength(body) } }, (answer) => {
        answer.resume().on("end", () => end(answer.statusCode!));
      });
      outgoing.on("error", (error: NodeJS.ErrnoException) => end(error.code ?? error.message)).end(body);
    });

  const posts: Promise<void>[] = [];
  while (posts.length < sendings.length) {
    const due = Math.min(sendings.length, Math.floor(((performance.now() - begin) * perSecond) / 1000) + 1);
    while (posts.length < due) posts.push(post(posts.length));
    await new Promise((next) => setTimeout(next, TICK_MS));
  }
  await Promise.all(posts);
  agent.destroy();
  return { milliseconds: milliseconds.sort(), statuses };
}

export function percentile(sorted: Float64Array, share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!;
}
