import type { StatementRunner } from "../db/with-shop.server.ts";
import { logFields } from "../log.server.ts";
import type { JobDefinition } from "./define-job.ts";
import { type JobRequest, jobRequest } from "./job-request.ts";

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
  tx: StatementRunner,
  job: JobDefinition<Payload>,
  payload: Payload,
  when: When = {},
): Promise<void> {
  return enqueueAll(tx, job, [payload], when);
}

/** The same for many at once, in one statement: one by one, thousands outlast the transaction. */
export function enqueueAll<Payload extends { shopId: string }>(
  tx: StatementRunner,
  job: JobDefinition<Payload>,
  payloads: readonly Payload[],
  when: When = {},
): Promise<void> {
  return enqueueRequests(tx, payloads.map((payload) => jobRequest(job, payload)), when);
}

/** The same for jobs of several kinds. */
export async function enqueueRequests(tx: StatementRunner, requests: readonly JobRequest[], { delaySeconds = 0 }: When = {}): Promise<void> {
  // Of several with one key the last stays, as if they had come one after the other.
  const last = [...new Map(requests.map((request) => [request.key, request])).values()];
  const specs = last.map(({ webhookId = logFields().webhookId, payload, ...request }) => ({ ...request, payload: { ...payload, webhookId } }));
  if (specs.length === 0) return;
  // By key: two transactions that add the same ones in another order would wait for each other. Counted: nobody reads the jobs.
  await tx.$executeRaw`
    SELECT count(*) FROM (
      SELECT array_agg((
        spec.name, spec.payload, spec.line, now() + make_interval(secs => ${delaySeconds}::float),
        12, spec.key, spec.priority, spec.flags)::graphile_worker.job_spec ORDER BY spec.key) AS specs
      FROM json_to_recordset(${JSON.stringify(specs)}::json) AS spec (name text, payload json, key text, line text, priority integer, flags text[])
    ) AS given, graphile_worker.add_jobs(given.specs)`;
}
