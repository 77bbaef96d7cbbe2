import type { PoolClient } from "pg";
import { pipeline } from "node:stream/promises";
import { from as copyFrom, to as copyTo } from "pg-copy-streams";
import type { Deps } from "../deps.server.ts";
import { createRowReader } from "../db/read-columns.ts";
import { withShopConnection } from "../db/with-shop.server.ts";
import type { Shop } from "../shops/shop.ts";
import { type Comparison, createComparison } from "./comparison.ts";
import { copyRow } from "./copy-row.ts";
import { holdTermsOn } from "./hold-terms.repo.server.ts";
import { ledgerGroupsSql } from "./ledger-sums.repo.server.ts";
import { GROUP_FIELDS } from "./ledger-sums.ts";
import { termsInForce } from "./ledger-terms.ts";
import { neverErased } from "./not-erased-sql.ts";
import { saleWishesSql } from "./opt-outs.repo.server.ts";
import { parseTotalsLine } from "./shopify-totals.ts";

const COPY_CHARACTERS = 1_000_000;

const TAKE_OVER_WISHES = saleWishesSql("staged_totals");

/**
 * Holds Shopify's own sums of every customer against the ledger, in memory that does not grow with their number, and takes
 * over their wishes on the way.
 *
 * @param batches lines of the file that CUSTOMERS_IN_BULK makes
 * @returns null where the shop counts otherwise since: then it is to be done again
 */
export function compareCustomers(
  { db }: Pick<Deps, "db">,
  shop: Shop,
  { seesAllOrders, askedAt }: { seesAllOrders: boolean; askedAt: Date },
  batches: AsyncIterable<string[]>,
): Promise<(Comparison & { wished: bigint[] }) | null> {
  const terms = termsInForce(shop);
  return withShopConnection(db, shop.id, async (client) => {
    await client.query("CREATE TEMPORARY TABLE staged_totals (customer_id bigint, orders bigint, spent_minor bigint, sale_opt_out boolean) ON COMMIT DROP");
    await stage(client, shop.currency, batches);
    await client.query("ANALYZE staged_totals");
    const comparison = createComparison(seesAllOrders, terms.rule);
    const read = createRowReader(["customerId", "known", "shopifyOrders", "comparable", "shopifyMinor", ...GROUP_FIELDS], comparison.push);
    for await (const chunk of client.query(copyTo(`COPY (${comparedSql(shop.id)}) TO STDOUT`))) read(chunk as Buffer);
    if (!(await holdTermsOn(client, shop.id, terms))) return null;
    const { rows } = await client.query<{ customerId: string }>(TAKE_OVER_WISHES, [String(shop.id), askedAt]);
    return { ...comparison.end(), wished: rows.map(({ customerId }) => BigInt(customerId)) };
  });
}

async function stage(client: PoolClient, currency: string, batches: AsyncIterable<string[]>): Promise<void> {
  const copy = (rows: string) => pipeline([rows], client.query(copyFrom("COPY staged_totals (customer_id, orders, spent_minor, sale_opt_out) FROM STDIN")));
  let waiting = "";
  for await (const lines of batches) {
    for (const line of lines) {
      const { customerId, orders, spentMinor, saleOptOut } = parseTotalsLine(line, currency);
      waiting += copyRow([String(customerId), String(orders), spentMinor === null ? null : String(spentMinor), String(saleOptOut)]);
    }
    if (waiting.length < COPY_CHARACTERS) continue;
    await copy(waiting);
    waiting = "";
  }
  if (waiting !== "") await copy(waiting);
}

/**
 * Customers in the order of their ids, a row for each group of their orders; without orders here and there, none. Of
 * those whom a redaction has erased Shopify knows more than we may.
 */
function comparedSql(shopId: bigint): string {
  const groups = GROUP_FIELDS.map((field) => `coalesce(ledger."${field}", 0)`).join(", ");
  return `
    SELECT coalesce(totals.customer_id, ledger.customer_id), (totals.customer_id IS NOT NULL)::integer,
      coalesce(totals.orders, 0), (totals.spent_minor IS NOT NULL)::integer, coalesce(totals.spent_minor, 0), ${groups}
    FROM staged_totals AS totals FULL JOIN (${ledgerGroupsSql(shopId)}) AS ledger ON ledger.customer_id = totals.customer_id
    WHERE (ledger.customer_id IS NOT NULL OR totals.orders <> 0 OR totals.spent_minor <> 0)
      AND ${neverErased(shopId, "coalesce(totals.customer_id, ledger.customer_id)")}
    ORDER BY 1`;
}
