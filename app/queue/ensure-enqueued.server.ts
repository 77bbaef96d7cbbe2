import type { ShopTransaction } from "../db/with-shop.server.ts";
import type { JobDefinition } from "./define-job.ts";
import { enqueue } from "./enqueue.server.ts";

/** Adds a job unless it waits, or is being worked, already. One that the queue has given up does neither. */
export async function ensureEnqueued<Payload extends { shopId: string }>(
  tx: ShopTransaction,
  job: JobDefinition<Payload>,
  payload: Payload,
): Promise<void> {
  const alive = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM graphile_worker.jobs WHERE key = ${job.key(payload)} AND attempts < max_attempts`;
  if (alive.length === 0) await enqueue(tx, job, payload);
}
