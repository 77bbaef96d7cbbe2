import type { ShopTransaction } from "#app/db/with-shop.server.ts";
import { findFailedJobs } from "#app/compliance/failed-jobs.repo.server.ts";
import { findRefusals } from "#app/tags/refusals.repo.server.ts";

const MOST_REASONS = 5;

/** What went wrong and is still so: orders that were not read, customers whom Shopify refused to write to, work that failed. */
export async function readFaults(tx: ShopTransaction, shopId: bigint) {
  return { unread: await readUnread(tx, shopId), refusals: await findRefusals(tx, shopId), ...(await findFailedJobs(tx, shopId)) };
}

/** The reasons that most orders share, first. */
async function readUnread(tx: ShopTransaction, shopId: bigint) {
  const rows = await tx.unreadOrder.groupBy({
    by: ["reason"],
    where: { shopId },
    _count: { orderId: true },
    _min: { orderId: true },
    orderBy: [{ _count: { orderId: "desc" } }, { reason: "asc" }],
    take: MOST_REASONS,
  });
  return rows.map(({ reason, _count, _min }) => ({ reason, orders: _count.orderId, exampleId: String(_min.orderId) }));
}
