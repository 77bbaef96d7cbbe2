import type { Database } from "../db/database.server.ts";
import type { Deps } from "../deps.server.ts";
import type { JobRequest } from "../queue/job-request.ts";
import { acceptTogether, type Delivery, type Outcome } from "./accept-together.repo.server.ts";

/** So many are stored at a time at most. */
const MOST_TOGETHER = 100;

/** So many of a shop wait at most, each with its sender's connection. */
const MOST_WAITING = 500;

type Waiting = { delivery: Delivery; resolve: (outcome: Outcome) => void; reject: (error: unknown) => void };

/** By shop that is being stored for: what came meanwhile. */
const queuesIn = new WeakMap<Database, Map<string, Waiting[]>>();

/**
 * Stores a verified delivery and enqueues its job in one transaction. The same webhook id again changes nothing.
 *
 * What comes while others of its shop are being stored is stored with what comes next, and answered together: PostgreSQL
 * commits one after the other where jobs are told of, so that a flood would wait for its own commits. A shop takes one
 * connection at a time, and its flood waits for itself alone. (Two at a time are fewer in each, and no faster.)
 *
 * @returns what became of it; "unknown-shop" stores nothing, nor does "crowded": too many of its shop are waiting.
 */
export function acceptDelivery(deps: Pick<Deps, "db" | "clock">, delivery: Omit<Delivery, "jobOf">, jobOf: (shopId: string) => JobRequest | null): Promise<Outcome | "crowded"> {
  const { promise, resolve, reject } = Promise.withResolvers<Outcome>();
  const queues = queuesIn.get(deps.db) ?? new Map<string, Waiting[]>();
  queuesIn.set(deps.db, queues);
  const waiting = queues.get(delivery.shopDomain);
  if (waiting && waiting.length >= MOST_WAITING) return Promise.resolve("crowded");
  const mine = { delivery: { ...delivery, jobOf }, resolve, reject };
  if (waiting) waiting.push(mine);
  else void workOff(deps, queues, delivery.shopDomain, [mine]);
  return promise;
}

async function workOff(deps: Pick<Deps, "db" | "clock">, queues: Map<string, Waiting[]>, shopDomain: string, waiting: Waiting[]): Promise<void> {
  queues.set(shopDomain, waiting);
  while (waiting.length > 0) await storeTogether(deps, shopDomain, waiting.splice(0, MOST_TOGETHER));
  queues.delete(shopDomain);
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
