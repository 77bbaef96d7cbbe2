import type { ShopTransaction } from "../db/with-shop.server.ts";
import { shopFlag } from "../queue/shop-flag.ts";

type FailedJobs = { job: string; jobs: number; reason: string };

/**
 * Work that failed, by kind, with what went wrong last: at every attempt, or so that it is tried again by itself. That for a
 * file of customers which is gone is nobody's: whoever takes the files away with the app does not know of the work on them.
 */
export async function findFailedJobs(tx: ShopTransaction, shopId: bigint): Promise<{ givenUp: FailedJobs[]; retried: FailedJobs[] }> {
  const rows = await tx.$queryRaw<(FailedJobs & { isGivenUp: boolean })[]>`
    SELECT tasks.identifier AS job, count(*)::int AS jobs, jobs.attempts >= jobs.max_attempts AS "isGivenUp",
      coalesce((array_agg(split_part(jobs.last_error, E'\n', 1) ORDER BY jobs.updated_at DESC))[1], '') AS reason
    FROM graphile_worker._private_jobs AS jobs JOIN graphile_worker._private_tasks AS tasks ON tasks.id = jobs.task_id
    WHERE jobs.flags ? ${shopFlag(String(shopId))} AND jobs.locked_at IS NULL
      AND (jobs.attempts >= jobs.max_attempts OR jobs.attempts > 0 AND jobs.last_error IS NOT NULL)
      AND (jobs.payload->>'fileId' IS NULL OR EXISTS (
        SELECT FROM customer_files AS files WHERE files.shop_id = ${shopId} AND files.id::text = jobs.payload->>'fileId'))
    GROUP BY tasks.identifier, "isGivenUp" ORDER BY jobs DESC, job`;
  const those = (wanted: boolean) => rows.filter(({ isGivenUp }) => isGivenUp === wanted).map(({ job, jobs, reason }) => ({ job, jobs, reason }));
  return { givenUp: those(true), retried: those(false) };
}

/** Has all that was given up tried once more, from the first attempt on. */
export async function retryGivenUpJobs(tx: ShopTransaction, shopId: bigint): Promise<void> {
  await tx.$executeRaw`
    SELECT count(*) FROM (
      SELECT graphile_worker.reschedule_jobs(array_agg(id), attempts => 0, run_at => now()) FROM graphile_worker._private_jobs
      WHERE flags ? ${shopFlag(String(shopId))} AND attempts >= max_attempts AND locked_at IS NULL) AS retried`;
}
