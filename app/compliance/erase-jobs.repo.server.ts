import type { ShopTransaction } from "../db/with-shop.server.ts";
import { shopFlag } from "../queue/shop-flag.ts";
import { redactCustomerJob } from "./compliance.job.ts";
import type { Traces } from "./find-traces.repo.server.ts";
import { mentionOf } from "./mention-of.ts";

/**
 * Takes a customer out of the queue: jobs that wait, that were given up, or that a worker which is gone had in hand. One
 * that is being worked finds nothing any more, and to end it needs no row; only where it holds a line of jobs the row
 * stays, since the line is let go through it. Other redactions stay: they may name other orders.
 */
export async function eraseJobs(tx: ShopTransaction, traces: Traces): Promise<void> {
  const flag = shopFlag(String(traces.shopId));
  const customers = traces.customerIds.map(String);
  const orders = traces.orderIds.map(String);
  await tx.$executeRaw`
    DELETE FROM graphile_worker._private_jobs AS jobs
    USING graphile_worker._private_tasks AS tasks
    WHERE tasks.id = jobs.task_id AND tasks.identifier <> ${redactCustomerJob.name}
      AND jobs.flags ? ${flag} AND (jobs.job_queue_id IS NULL OR jobs.locked_at IS NULL)
      AND EXISTS (
        SELECT FROM json_each_text(jobs.payload) AS part
        WHERE (part.key ~* 'customerId$' AND part.value = ANY(${customers})) OR (part.key = 'orderId' AND part.value = ANY(${orders})))`;
  await tx.$executeRaw`
    UPDATE graphile_worker._private_jobs SET last_error = NULL WHERE flags ? ${flag} AND last_error ~ ${mentionOf(traces)}`;
}
