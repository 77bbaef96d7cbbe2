import type { Deps } from "../deps.server.ts";
import type { ShopTransaction } from "../db/with-shop.server.ts";
import { enqueue } from "../queue/enqueue.server.ts";
import type { ShopChange } from "../shops/shop-change.ts";
import { changeCurrencyJob } from "./change-currency.job.ts";
import { moveOrderDaysJob } from "./move-order-days.job.ts";
import { openImport } from "./open-import.repo.server.ts";

/**
 * Makes the ledger follow the shop's settings, in the transaction that stores them and holds the shop's row. Another
 * time zone moves the orders' days; another currency is put in force with the verdicts by it; older orders to be read take
 * an import, in the place of one that is under way without them. Who reads an order by the settings of before finds out
 * when storing it (holdTerms).
 */
export async function followShopChange(
  { clock }: Pick<Deps, "clock">,
  tx: ShopTransaction,
  shopId: bigint,
  { timeZone, currency, moreOrders }: ShopChange,
): Promise<void> {
  if (timeZone) await enqueue(tx, moveOrderDaysJob, { shopId: String(shopId) });
  if (currency) await enqueue(tx, changeCurrencyJob, { shopId: String(shopId) });
  if (!moreOrders) return;
  const now = clock();
  await openImport(tx, shopId, now, { startedBefore: now, because: { code: "settings-changed", said: null } });
}
