import type { ShopTransaction } from "../db/with-shop.server.ts";
import { EXCLUSIONS } from "./exclusion.ts";
import type { LedgerTotals, OrdersSum } from "./ledger-totals.ts";

type Row = { exclusion: string | null; guest: boolean; orders: number; net: number };

export async function readLedgerTotals(tx: ShopTransaction, shopId: bigint): Promise<LedgerTotals> {
  const rows = await tx.$queryRaw<Row[]>`
    SELECT exclusion, customer_id IS NULL AS guest, count(*)::integer AS orders, sum(net_minor)::float8 AS net
    FROM orders WHERE shop_id = ${shopId}
    GROUP BY 1, 2`;
  const customers = await tx.$queryRaw<{ count: number }[]>`
    SELECT count(DISTINCT customer_id)::integer AS count FROM orders WHERE shop_id = ${shopId}`;
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
    guests: sumOf((row) => row.exclusion === null && row.guest),
    customers: customers[0]?.count ?? 0,
    customersHistoricMinor: sumOf((row) => row.exclusion === null && !row.guest).netMinor,
  };
}
