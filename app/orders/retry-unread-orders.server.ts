import type { ShopTransaction } from "../db/with-shop.server.ts";
import { enqueueAll } from "../queue/enqueue.server.ts";
import { ingestOrderJob } from "./ingest-order.job.ts";
import { findUnreadOrders } from "./unread-orders.repo.server.ts";

/** More than a few are the sign of something that another attempt does not mend; an import reads them all. */
const MOST = 500;

/** Has the orders read once more that could not be read before. */
export async function retryUnreadOrders(tx: ShopTransaction, shopId: bigint): Promise<void> {
  const orderIds = await findUnreadOrders(tx, shopId, MOST);
  await enqueueAll(tx, ingestOrderJob, orderIds.map((orderId) => ({ shopId: String(shopId), orderId: String(orderId) })));
}
