import type { Database } from "../db/database.server.ts";
import type { Deps } from "../deps.server.ts";
import type { JobRequest } from "../queue/job-request.ts";
import { acceptTogether, type Delivery, type Outcome } from "./accept-together.repo.server.ts";

/** So many are stored at a time at most. */
const MOST_TOGETHER = 100;

type Waiting = { delivery: Delivery; resolve: (outcome: Outcome) => void; reject: (error: unknown) => void };

/** By shop: what came while its last deliveries are being stored. */
const waitingIn = new WeakMap<Database, Map<string, Waiting[]>>();

/**
 * Stores a verified delivery and enqueues its job in one transaction. The same webhook id again changes nothing.
 *
 * What comes while others of its shop are being stored is stored with what comes next, and answered together: PostgreSQL
 * commits one after the other where jobs are told of, so that a flood would wait for its own commits. A shop takes one
 * connection at a time, and its flood waits for itself alone.
 *
 * @returns what became of it; "unknown-shop" stores nothing.
 */
export function acceptDelivery(deps: Pick<Deps, "db" | "clock">, delivery: Omit<Delivery, "jobOf">, jobOf: (shopId: string) => JobRequest): Promise<Outcome> {
  const { promise, resolve, reject } = Promise.withResolvers<Outcome>();
  const shops = waitingIn.get(deps.db) ?? new Map<string, Waiting[]>();
  waitingIn.set(deps.db, shops);
  const { shopDomain } = delivery;
  const waiting = shops.get(shopDomain);
  const its = { delivery: { ...delivery, jobOf }, resolve, reject };
  if (waiting) waiting.push(its);
  else {
    shops.set(shopDomain, []);
    void workOff(deps, shops, shopDomain, [its]);
  }
  return promise;
}

async function workOff(deps: Pick<Deps, "db" | "clock">, shops: Map<string, Waiting[]>, shopDomain: string, first: Waiting[]): Promise<void> {
  for (let together = first; together.length > 0; together = shops.get(shopDomain)!.splice(0, MOST_TOGETHER)) {
    await storeTogether(deps, shopDomain, together);
  }
  shops.delete(shopDomain);
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
