import type { ShopTransaction } from "../db/with-shop.server.ts";
import { shopFlag } from "../queue/shop-flag.ts";
import { uninstallShopJob } from "../shops/uninstall-shop.job.ts";
import { answerDataRequestJob, redactCustomerJob, redactShopJob } from "./compliance.job.ts";
import { RETENTION } from "./retention.ts";

/** What Shopify asks for once and expects to be done. */
const OWED = [answerDataRequestJob, redactCustomerJob, redactShopJob, uninstallShopJob].map(({ name }) => name);

/**
 * Sees to the jobs of a shop that the queue has given up: it would keep them, and whom they are about, for ever. What is
 * owed is tried again each night; the others have left their trace where a page shows it, and go after a while.
 */
export async function tendJobs(tx: ShopTransaction, shopId: bigint): Promise<void> {
  const flag = shopFlag(String(shopId));
  await tx.$executeRaw`
    SELECT graphile_worker.reschedule_jobs(array_agg(jobs.id), attempts => 0, run_at => now())
    FROM graphile_worker._private_jobs AS jobs JOIN graphile_worker._private_tasks AS tasks ON tasks.id = jobs.task_id
    WHERE jobs.flags ? ${flag} AND jobs.attempts >= jobs.max_attempts AND tasks.identifier = ANY(${OWED})`;
  await tx.$executeRaw`
    DELETE FROM graphile_worker._private_jobs
    WHERE flags ? ${flag} AND attempts >= max_attempts AND locked_at IS NULL
      AND updated_at < now() - make_interval(days => ${RETENTION.givenUpJobDays}::integer)`;
}
