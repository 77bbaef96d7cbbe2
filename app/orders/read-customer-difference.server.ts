import { type Live, readLive } from "../customers/read-live.server.ts";
import type { Deps } from "../deps.server.ts";
import { withShop } from "../db/with-shop.server.ts";
import { hasAllOrders } from "../shops/has-all-orders.ts";
import { requireShop } from "../shops/find-shop.repo.server.ts";
import { findStaleOrders } from "./find-stale-orders.repo.server.ts";
import { type Judgement, judgeCustomer } from "./judge-customer.ts";
import { readLedgerSums } from "./ledger-sums.repo.server.ts";
import { readCustomerTotals } from "./read-customer-totals.server.ts";
import { countUnreadOf } from "./unread-orders.repo.server.ts";

/** How far Shopify's sums of a customer and the ledger are apart now; null where Shopify knows no such customer. */
export async function readCustomerDifference(
  { db, shopify, log }: Pick<Deps, "db" | "shopify" | "log">,
  shopId: bigint,
  customerId: bigint,
): Promise<Live<Judgement | null>> {
  return readLive({ log }, "customer totals", async () => {
    const shop = await requireShop(db, shopId);
    const found = await readCustomerTotals({ shopify }, shop, customerId);
    if (!found) return null;
    return withShop(db, shopId, async (tx) => {
      const stale = await findStaleOrders(tx, shopId, found.listed, customerId);
      const unread = stale.filter(({ missed }) => missed).length + (await countUnreadOf(tx, shopId, customerId));
      return judgeCustomer(found.totals, await readLedgerSums(tx, shopId, customerId), { seesAllOrders: hasAllOrders(shop), unread });
    });
  });
}
