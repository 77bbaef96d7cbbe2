import type { ShopTransaction } from "../db/with-shop.server.ts";
import type { JobDefinition } from "./define-job.ts";

type When = {
  /** Not before so many seconds from now. */
  delaySeconds?: number;
};

/**
 * Adds a job in the caller's transaction: it exists if, and only if, what caused it is stored.
 *
 * A waiting job with the same key is replaced, so a burst of events about one thing is worked once. A job that is
 * being worked is not touched: the new one runs after it.
 */
export function enqueue<Payload extends { shopId: string }>(
  tx: ShopTransaction,
  job: JobDefinition<Payload>,
  payload: Payload,
  when: When = {},
): Promise<void> {
  return enqueueAll(tx, job, [payload], when);
}

/** The same for many at once, in one statement: one by one, thousands outlast the transaction. */
export async function enqueueAll<Payload extends { shopId: string }>(
  tx: ShopTransaction,
  job: JobDefinition<Payload>,
  payloads: readonly Payload[],
  { delaySeconds = 0 }: When = {},
): Promise<void> {
  const jobs = payloads.map((payload) => job.payload.parse(payload)).map((payload) => {
    return { payload, key: job.key(payload), line: job.line?.(payload) ?? null };
  });
  await tx.$executeRaw`
    SELECT graphile_worker.add_job(
      ${job.name}, payload := job.payload, job_key := job.key, queue_name := job.line,
      priority := ${job.priority}::integer, run_at := now() + make_interval(secs => ${delaySeconds}::float),
      max_attempts := 12)
    FROM json_to_recordset(${JSON.stringify(jobs)}::json) AS job (payload json, key text, line text)`;
}
