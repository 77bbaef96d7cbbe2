import type { ShopTransaction } from "../db/with-shop.server.ts";
import { shopFlag } from "../queue/shop-flag.ts";

type GivenUp = { job: string; jobs: number; reason: string };

/** What failed at every attempt, by kind, with what went wrong last. */
export function findGivenUpJobs(tx: ShopTransaction, shopId: bigint): Promise<GivenUp[]> {
  return tx.$queryRaw<GivenUp[]>`
    SELECT tasks.identifier AS job, count(*)::int AS jobs,
      coalesce((array_agg(split_part(jobs.last_error, E'\n', 1) ORDER BY jobs.updated_at DESC))[1], '') AS reason
    FROM graphile_worker._private_jobs AS jobs JOIN graphile_worker._private_tasks AS tasks ON tasks.id = jobs.task_id
    WHERE jobs.flags ? ${shopFlag(String(shopId))} AND jobs.attempts >= jobs.max_attempts AND jobs.locked_at IS NULL
    GROUP BY tasks.identifier ORDER BY jobs DESC, job`;
}

/** Has all of them tried once more, from the first attempt on. */
export async function retryGivenUpJobs(tx: ShopTransaction, shopId: bigint): Promise<void> {
  await tx.$executeRaw`
    SELECT count(*) FROM (
      SELECT graphile_worker.reschedule_jobs(array_agg(id), attempts => 0, run_at => now()) FROM graphile_worker._private_jobs
      WHERE flags ? ${shopFlag(String(shopId))} AND attempts >= max_attempts AND locked_at IS NULL) AS retried`;
}
