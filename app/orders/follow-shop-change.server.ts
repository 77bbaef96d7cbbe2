import type { Deps } from "../deps.server.ts";
import type { ShopTransaction } from "../db/with-shop.server.ts";
import { enqueue } from "../queue/enqueue.server.ts";
import type { ShopChange } from "../shops/shop-change.ts";
import { findActiveImport } from "./imports.repo.server.ts";
import { moveOrderDaysJob } from "./move-order-days.job.ts";
import { openImport } from "./open-import.repo.server.ts";

/**
 * Makes the ledger follow the shop's settings, in the transaction that stores them and holds the shop's row. Another
 * time zone moves the orders' days; another currency, or older orders to be read, takes an import. One that is under
 * way reads by the settings of before: another takes its place.
 */
export async function followShopChange(
  { clock }: Pick<Deps, "clock">,
  tx: ShopTransaction,
  shopId: bigint,
  { timeZone, currency, moreOrders }: ShopChange,
): Promise<void> {
  if (timeZone) await enqueue(tx, moveOrderDaysJob, { shopId: String(shopId) });
  if (!currency && !moreOrders && !(await findActiveImport(tx, shopId))) return;
  const now = clock();
  await openImport(tx, shopId, now, { startedBefore: now, because: { code: "settings-changed", said: null } });
}
