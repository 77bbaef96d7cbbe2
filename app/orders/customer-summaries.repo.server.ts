import type { PoolClient } from "pg";
import { to as copyTo } from "pg-copy-streams";
import { createColumns } from "../db/read-columns.ts";
import type { ShopTransaction } from "../db/with-shop.server.ts";
import { type CustomerSummary, SUMMARY_FIELDS, type SummaryColumns } from "./customer-summary.ts";

/**
 * One set-based pass over the ledger. An order dated after `today` (a clock that runs ahead) counts as of today, so
 * that nobody's last purchase lies behind the observation end.
 *
 * @param shopId, customerId, today digits only: COPY takes no parameters.
 */
function summariesSql({ shopId, customerId, today }: { shopId: bigint; customerId?: bigint; today: number }): string {
  const day = `least(order_day - date '1970-01-01', ${Math.trunc(today)})`;
  const ofCustomer = customerId === undefined ? "customer_id IS NOT NULL" : `customer_id = ${BigInt(customerId)}`;
  return `
    SELECT customer_id AS "customerId", count(*) AS "ordersCount",
      min(${day}) AS "firstOrderDay", max(${day}) AS "lastOrderDay",
      count(DISTINCT order_day) FILTER (WHERE exclusion IS NULL) AS "purchases",
      coalesce(min(${day}) FILTER (WHERE exclusion IS NULL), 0) AS "firstPurchaseDay",
      coalesce(max(${day}) FILTER (WHERE exclusion IS NULL), 0) AS "lastPurchaseDay",
      coalesce(sum(net_minor) FILTER (WHERE exclusion IS NULL), 0) AS "historicValueMinor"
    FROM orders
    WHERE shop_id = ${BigInt(shopId)} AND ${ofCustomer}
    GROUP BY customer_id
    ORDER BY customer_id`;
}

/** Every customer with an order, as columns: a million of them take 64 MB. */
export async function readCustomerSummaries(client: PoolClient, shopId: bigint, today: number): Promise<SummaryColumns> {
  const columns = createColumns(SUMMARY_FIELDS);
  for await (const chunk of client.query(copyTo(`COPY (${summariesSql({ shopId, today })}) TO STDOUT`))) {
    columns.push(chunk as Buffer);
  }
  return columns.end();
}

/** One customer; null without an order. */
export async function findCustomerSummary(
  tx: ShopTransaction,
  shopId: bigint,
  customerId: bigint,
  today: number,
): Promise<CustomerSummary | null> {
  const rows = await tx.$queryRawUnsafe<Record<string, unknown>[]>(summariesSql({ shopId, customerId, today }));
  const row = rows[0];
  return row ? (Object.fromEntries(SUMMARY_FIELDS.map((field) => [field, Number(row[field])])) as CustomerSummary) : null;
}
