import type { PoolClient } from "pg";
import { to as copyTo } from "pg-copy-streams";
import { createRowReader } from "../db/read-columns.ts";
import { NOT_OPTED_OUT } from "./not-opted-out-sql.ts";
import { createLedgerColumns, LEDGER_FIELDS, type LedgerColumns } from "./ledger-columns.ts";

/**
 * One set-based pass over the ledger. An order dated after `today` (a clock that runs ahead) counts as of today, so
 * that nobody's last purchase lies behind the observation end. Who does not want to be scored is not read.
 *
 * @param shopId, today digits only: COPY takes no parameters.
 */
function daysSql(shopId: bigint, today: number): string {
  return `
    SELECT customer_id AS "customerId", day, count(*) AS orders, count(*) FILTER (WHERE exclusion IS NULL) AS counted,
      coalesce(sum(net_minor) FILTER (WHERE exclusion IS NULL), 0) AS "valueMinor"
    FROM (
      SELECT customer_id, least(order_day - date '1970-01-01', ${Math.trunc(today)}) AS day, exclusion, net_minor
      FROM orders
      WHERE shop_id = ${BigInt(shopId)} AND customer_id IS NOT NULL AND ${NOT_OPTED_OUT}) AS dated
    GROUP BY customer_id, day
    ORDER BY customer_id, day`;
}

/** Every customer with an order: a million of them with three million purchases take 56 MB. */
export async function readLedgerColumns(client: PoolClient, shopId: bigint, today: number): Promise<LedgerColumns> {
  const columns = createLedgerColumns();
  const read = createRowReader(LEDGER_FIELDS, columns.push);
  for await (const chunk of client.query(copyTo(`COPY (${daysSql(shopId, today)}) TO STDOUT`))) read(chunk as Buffer);
  return columns.end();
}
