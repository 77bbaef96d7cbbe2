import type { ShopTransaction } from "../db/with-shop.server.ts";
import { assessOrder, type AssessmentTerms } from "./assess-order.ts";
import { createLedgerColumns, type LedgerColumns } from "./ledger-columns.ts";
import { NOT_OPTED_OUT } from "./not-opted-out-sql.ts";
import { orderFactsOfRow, STORED_FACTS, type StoredFacts } from "./order-facts-of-row.ts";

type Row = StoredFacts & { customerId: bigint; day: number };

const ORDERS = `
  SELECT customer_id AS "customerId", least(order_day - date '1970-01-01', $3::integer) AS day, ${STORED_FACTS}
  FROM orders
  WHERE shop_id = $1 AND customer_id = ANY($2::bigint[]) AND ${NOT_OPTED_OUT}
  ORDER BY customer_id, day`;

type Terms = AssessmentTerms & {
  /** Later orders count as of this day. */
  today: number;
};

/**
 * What readLedgerColumns reads of a whole shop, of some customers, assessed as a run would: the stored verdicts may be by
 * another rule, since they change before the run does. None of whoever has no order.
 */
export async function findLedgerByRule(tx: ShopTransaction, shopId: bigint, customerIds: readonly bigint[], terms: Terms): Promise<LedgerColumns> {
  const columns = createLedgerColumns();
  let current: [customerId: number, day: number, orders: number, counted: number, valueMinor: number] | null = null;
  for (const row of await tx.$queryRawUnsafe<Row[]>(ORDERS, shopId, customerIds, terms.today)) {
    const customerId = Number(row.customerId);
    if (current?.[0] !== customerId || current[1] !== row.day) {
      if (current) columns.push(current);
      current = [customerId, row.day, 0, 0, 0];
    }
    const { netMinor, exclusion } = assessOrder(orderFactsOfRow(row), terms);
    current[2] += 1;
    if (exclusion !== null) continue;
    current[3] += 1;
    current[4] += netMinor;
  }
  if (current) columns.push(current);
  return columns.end();
}
