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
export async function enqueue<Payload extends { shopId: string }>(
  tx: ShopTransaction,
  job: JobDefinition<Payload>,
  payload: Payload,
  { delaySeconds = 0 }: When = {},
): Promise<void> {
  const parsed = job.payload.parse(payload);
  await tx.$executeRaw`
    SELECT graphile_worker.add_job(
      ${job.name}, payload := ${JSON.stringify(parsed)}::json, job_key := ${job.key(parsed)},
      queue_name := ${job.line?.(parsed) ?? null},
      priority := ${job.priority}::integer, run_at := now() + make_interval(secs => ${delaySeconds}::float),
      max_attempts := 12)`;
}
