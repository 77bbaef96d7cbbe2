import type { ShopTransaction } from "../db/with-shop.server.ts";
import { EXCLUSIONS } from "./exclusion.ts";
import type { LedgerTotals, OrdersSum } from "./ledger-totals.ts";
import { NOT_OPTED_OUT } from "./not-opted-out-sql.ts";

type Whose = "guest" | "customer" | "opted-out";
type Row = { exclusion: string | null; whose: Whose; orders: number; net: number };

/** Of a row called `orders`. */
const WHOSE = `CASE WHEN customer_id IS NULL THEN 'guest' WHEN ${NOT_OPTED_OUT} THEN 'customer' ELSE 'opted-out' END`;
const SUMS = `
  SELECT exclusion, ${WHOSE} AS whose, count(*)::integer AS orders, sum(net_minor)::float8 AS net
  FROM orders WHERE shop_id = $1
  GROUP BY 1, 2`;
/** Each customer once, as the index has them: to count what is distinct among millions of orders they would all be sorted. */
const CUSTOMERS = `
  SELECT ${WHOSE} AS whose, count(*)::integer AS customers
  FROM (SELECT shop_id, customer_id FROM orders WHERE shop_id = $1 AND customer_id IS NOT NULL GROUP BY 1, 2) AS orders
  GROUP BY 1`;

export async function readLedgerTotals(tx: ShopTransaction, shopId: bigint): Promise<LedgerTotals> {
  const rows = await tx.$queryRawUnsafe<Row[]>(SUMS, shopId);
  const counts = await tx.$queryRawUnsafe<{ whose: Whose; customers: number }[]>(CUSTOMERS, shopId);
  const customersOf = (whose: Whose) => counts.find((row) => row.whose === whose)?.customers ?? 0;
  const sumOf = (wanted: (row: Row) => boolean): OrdersSum =>
    rows.filter(wanted).reduce(
      (sum, row) => ({ orders: sum.orders + row.orders, netMinor: sum.netMinor + row.net }),
      { orders: 0, netMinor: 0 },
    );
  return {
    orders: sumOf(() => true).orders,
    counted: sumOf((row) => row.exclusion === null),
    excluded: EXCLUSIONS.map((exclusion) => {
      const sum = sumOf((row) => row.exclusion === exclusion);
      return { exclusion, orders: sum.orders, netMinor: exclusion === "other-currency" ? null : sum.netMinor };
    }).filter(({ orders }) => orders > 0),
    guests: sumOf((row) => row.exclusion === null && row.whose === "guest"),
    optedOut: { customers: customersOf("opted-out"), ...sumOf((row) => row.exclusion === null && row.whose === "opted-out") },
    customers: customersOf("customer"),
    customersHistoricMinor: sumOf((row) => row.exclusion === null && row.whose === "customer").netMinor,
  };
}
