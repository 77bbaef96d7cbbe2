import { withShop } from "../db/with-shop.server.ts";
import type { Deps } from "../deps.server.ts";
import { retryUnreadOrders } from "../orders/retry-unread-orders.server.ts";
import { retryGivenUpJobs } from "./failed-jobs.repo.server.ts";

/** Tries again what failed, without waiting for the night: work that was given up, and orders that could not be read. */
export async function retryFaults({ db }: Pick<Deps, "db">, shopId: bigint): Promise<void> {
  await withShop(db, shopId, async (tx) => {
    await retryGivenUpJobs(tx, shopId);
    await retryUnreadOrders(tx, shopId);
  });
}
