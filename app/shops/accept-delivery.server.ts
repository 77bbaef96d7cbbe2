import type { Database } from "../db/database.server.ts";
import type { Deps } from "../deps.server.ts";
import type { JobRequest } from "../queue/job-request.ts";
import { acceptTogether, type Delivery, type Outcome } from "./accept-together.repo.server.ts";

/** So many are stored at a time at most. */
const MOST_TOGETHER = 100;

/** So many of a shop wait at most, each with its connection. */
const MOST_WAITING = 500;

type Waiting = { delivery: Delivery; resolve: (outcome: Outcome) => void; reject: (error: unknown) => void };

/** So many transactions a shop takes at a time: one is worked while the other commits. */
const MOST_AT_ONCE = 2;

/** What came while as much of its shop is being stored as may be. */
type Queue = { waiting: Waiting[]; transactions: number };

const queuesIn = new WeakMap<Database, Map<string, Queue>>();

/**
 * Stores a verified delivery and enqueues its job in one transaction. The same webhook id again changes nothing.
 *
 * What comes while others of its shop are being stored is stored with what comes next, and answered together: PostgreSQL
 * commits one after the other where jobs are told of, so that a flood would wait for its own commits. A shop takes two
 * connections at a time, and its flood waits for itself alone.
 *
 * @returns what became of it; "unknown-shop" stores nothing, nor does "crowded": too many of its shop are waiting.
 */
export function acceptDelivery(deps: Pick<Deps, "db" | "clock">, delivery: Omit<Delivery, "jobOf">, jobOf: (shopId: string) => JobRequest): Promise<Outcome | "crowded"> {
  const { promise, resolve, reject } = Promise.withResolvers<Outcome>();
  const queues = queuesIn.get(deps.db) ?? new Map<string, Queue>();
  queuesIn.set(deps.db, queues);
  const { shopDomain } = delivery;
  const queue = queues.get(shopDomain) ?? { waiting: [], transactions: 0 };
  queues.set(shopDomain, queue);
  if (queue.waiting.length >= MOST_WAITING) return Promise.resolve("crowded");
  queue.waiting.push({ delivery: { ...delivery, jobOf }, resolve, reject });
  if (queue.transactions < MOST_AT_ONCE) void workOff(deps, queues, shopDomain, queue);
  return promise;
}

async function workOff(deps: Pick<Deps, "db" | "clock">, queues: Map<string, Queue>, shopDomain: string, queue: Queue): Promise<void> {
  queue.transactions += 1;
  while (queue.waiting.length > 0) await storeTogether(deps, shopDomain, queue.waiting.splice(0, MOST_TOGETHER));
  queue.transactions -= 1;
  if (queue.transactions === 0) queues.delete(shopDomain);
}

/** One that cannot be stored must not keep the others from it. */
async function storeTogether(deps: Pick<Deps, "db" | "clock">, shopDomain: string, together: Waiting[]): Promise<void> {
  try {
    const outcomes = await acceptTogether(deps, shopDomain, together.map(({ delivery }) => delivery));
    for (const [index, { resolve }] of together.entries()) resolve(outcomes[index]!);
  } catch (error) {
    if (together.length === 1) together[0]!.reject(error);
    else for (const alone of together) await storeTogether(deps, shopDomain, [alone]);
  }
}
