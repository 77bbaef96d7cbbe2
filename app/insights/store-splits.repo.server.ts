import type { ShopTransaction } from "../db/with-shop.server.ts";
import { bandsBetween, type OrderSizeBand, QUARTERS } from "./order-size.ts";
import { type ShopSplits, type SplitCells, type SplitName, SPLITS } from "./shop-splits.ts";
import { splitKeySql } from "./split-key-sql.ts";

/** Keys of a split that have a cell of their own: what a page shows, and small enough to be kept with every run. */
const MOST_CELLS = 30;

const NAMES = SPLITS.map((name) => `"${name}"`);

/**
 * $1 the shop, $2 the run, $3 borders of order size, $4 the most cells. The run knows the day of the first order that
 * counts, so that one pass over the orders leaves about one row a customer to be sorted.
 */
const CELLS = `
  WITH customers AS (
    SELECT DISTINCT ON (customer_id) customer_id, purchases, historic_value_minor AS historic, predicted_value_minor AS predicted,
      ${SPLITS.map((name) => `${splitKeySql(name, "$3::bigint[]")} AS "${name}"`).join(", ")}
    FROM customer_scores JOIN orders USING (shop_id, customer_id)
    WHERE shop_id = $1 AND run_id = $2 AND purchases > 0 AND exclusion IS NULL AND least(order_day, scored_day) = scored_day - age_days
    ORDER BY customer_id, processed_at, id
  ), cells AS (
    SELECT CASE ${SPLITS.map((name) => `WHEN GROUPING("${name}") = 0 THEN '${name}'`).join(" ")} END AS split, coalesce(${NAMES.join(", ")}) AS key,
      count(*) AS customers, sum(purchases) AS purchases, sum(historic) AS historic, sum(predicted) AS predicted
    FROM customers
    GROUP BY GROUPING SETS (${NAMES.map((name) => `(${name})`).join(", ")})
  ), ranked AS (
    SELECT *, key IS NOT NULL AND row_number() OVER (PARTITION BY split, key IS NULL ORDER BY customers DESC, key) > $4 AS beyond
    FROM cells
  )
  SELECT split, CASE WHEN NOT beyond THEN key END AS key, beyond, count(*)::integer AS keys, sum(customers)::float8 AS customers,
    sum(purchases)::float8 AS purchases, sum(historic)::float8 AS "historicValueMinor", sum(predicted)::float8 AS "predictedValueMinor"
  FROM ranked
  GROUP BY 1, 2, 3
  ORDER BY customers DESC, key`;

type Row = { split: SplitName; key: string | null; beyond: boolean; keys: number } & Omit<SplitCells["top"][number], "key">;

/** Splits the shop by its current run and keeps the cells with it: seconds of work for a large shop. */
export async function storeSplits(tx: ShopTransaction, shopId: bigint): Promise<void> {
  const { currentRunId: runId } = await tx.shop.findUniqueOrThrow({ where: { id: shopId } });
  if (runId === null) throw new Error(`Shop ${shopId} has no current run whose customers could be split`);
  const orderSizeBands = await readBands(tx, shopId);
  const borders = orderSizeBands.flatMap(({ fromMinor }) => fromMinor ?? []);
  // PostgreSQL has not looked at the run's new rows yet, takes them for few and would look each one up.
  await tx.$executeRaw`SET LOCAL enable_nestloop = off`;
  const rows = await tx.$queryRawUnsafe<Row[]>(CELLS, shopId, runId, borders, MOST_CELLS);
  await tx.$executeRaw`SET LOCAL enable_nestloop TO DEFAULT`;
  const splits: ShopSplits = {
    orderSizeBands,
    cells: Object.fromEntries(SPLITS.map((name) => [name, cellsOf(rows.filter(({ split }) => split === name))])) as ShopSplits["cells"],
  };
  await tx.scoreRun.update({ where: { shopId_id: { shopId, id: runId } }, data: { splits } });
}

function cellsOf(rows: readonly Row[]): SplitCells {
  const sumsOf = ({ customers, purchases, historicValueMinor, predictedValueMinor }: Row) =>
    ({ customers, purchases, historicValueMinor, predictedValueMinor });
  const beyond = rows.find((row) => row.beyond);
  return {
    top: rows.filter((row) => !row.beyond).map((row) => ({ key: row.key, ...sumsOf(row) })),
    other: beyond === undefined ? null : { keys: beyond.keys, ...sumsOf(beyond) },
  };
}

/** orderSizeBands (order-size.ts) of the customers' orders that count. */
async function readBands(tx: ShopTransaction, shopId: bigint): Promise<OrderSizeBand[]> {
  const [all] = await tx.$queryRaw<{ count: number; smallest: number }[]>`
    SELECT count(*)::integer AS count, coalesce(min(net_minor), 0)::float8 AS smallest
    FROM orders WHERE shop_id = ${shopId} AND exclusion IS NULL AND customer_id IS NOT NULL`;
  const { count, smallest } = all!;
  if (count === 0) return bandsBetween([], smallest);
  // PostgreSQL takes the first value at or above a share of all; half a place more leaves no doubt which that is.
  const shares = QUARTERS.map((share) => (Math.floor(share * count) + 0.5) / count);
  const [found] = await tx.$queryRaw<{ quartiles: number[] }[]>`
    SELECT percentile_disc(${shares}::float8[]) WITHIN GROUP (ORDER BY net_minor)::float8[] AS quartiles
    FROM orders WHERE shop_id = ${shopId} AND exclusion IS NULL AND customer_id IS NOT NULL`;
  return bandsBetween(found!.quartiles, smallest);
}
