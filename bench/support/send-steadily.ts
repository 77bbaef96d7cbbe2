import { Pool } from "undici";

export type Sending = { headers: Record<string, string>; body: string };
export type Sent = { milliseconds: Float64Array; statuses: Map<number | string, number> };

/** As a sender with many connections does. */
const CONNECTIONS = 64;
const TICK_MS = 5;

/**
 * Posts at a steady rate, whatever the answers take. A request's time runs from when it was due, not from when it got a
 * connection: a server that stalls cannot make the measurement wait for it.
 */
export async function sendSteadily(url: string, next: () => Sending, { perSecond, seconds }: { perSecond: number; seconds: number }): Promise<Sent> {
  const post = createPost(url);
  const milliseconds = new Float64Array(perSecond * seconds);
  const statuses = new Map<number | string, number>();
  const begin = performance.now();
  const posts: Promise<void>[] = [];
  const send = async (index: number) => {
    count(statuses, await post(next()));
    milliseconds[index] = performance.now() - begin - (index * 1000) / perSecond;
  };
  while (posts.length < milliseconds.length) {
    const due = Math.min(milliseconds.length, Math.floor(((performance.now() - begin) * perSecond) / 1000) + 1);
    while (posts.length < due) posts.push(send(posts.length));
    await new Promise((ticked) => setTimeout(ticked, TICK_MS));
  }
  await Promise.all(posts);
  await post.close();
  return { milliseconds: milliseconds.sort(), statuses };
}

/** Posts as fast as the answers come, over as many connections. */
export async function sendAtMost(url: string, next: () => Sending, seconds: number): Promise<{ perSecond: number; statuses: Sent["statuses"] }> {
  const post = createPost(url);
  const statuses: Sent["statuses"] = new Map();
  const begin = performance.now();
  const end = begin + seconds * 1000;
  const keepSending = async () => {
    while (performance.now() < end) count(statuses, await post(next()));
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, keepSending));
  await post.close();
  return { perSecond: ((statuses.get(200) ?? 0) * 1000) / (performance.now() - begin), statuses };
}

/**
 * Gives the answer's status, or the error's code. Not by Node's own client: it would take as much of the processor as
 * the door, which shares it.
 */
function createPost(url: string) {
  const { origin, pathname: path } = new URL(url);
  const pool = new Pool(origin, { connections: CONNECTIONS });
  const post = async ({ headers, body }: Sending): Promise<number | string> => {
    try {
      const answer = await pool.request({ method: "POST", path, headers, body });
      await answer.body.dump();
      return answer.statusCode;
    } catch (error) {
      return (error as NodeJS.ErrnoException).code ?? String(error);
    }
  };
  return Object.assign(post, { close: () => pool.close() });
}

function count(statuses: Sent["statuses"], status: number | string): void {
  statuses.set(status, (statuses.get(status) ?? 0) + 1);
}

export function percentile(sorted: Float64Array, share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!;
}
