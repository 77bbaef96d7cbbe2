import type { PoolClient } from "pg";
import type { ShopTransaction } from "../db/with-shop.server.ts";
import type { CustomerHistory } from "./customer-history.ts";

/** Customers read at a time: a batch is a few megabytes, whatever the shop's size. */
const BATCH = 5000;

/** Values leave as doubles, which both drivers read as numbers; toHistory refuses what a double does not hold exactly. */
type Row = {
  customerId: bigint | string;
  ordersCount: number;
  firstOrderDay: number;
  lastOrderDay: number;
  days: number[];
  values: number[];
};

/** By the index on (shop_id, customer_id, order_day): no sorting, and the first customer comes at once. $1 is the shop. */
const histories = (whose: "customer_id IS NOT NULL" | "customer_id = $2") => `
  SELECT customer_id AS "customerId",
    sum(orders)::integer AS "ordersCount",
    min(order_day) - DATE '1970-01-01' AS "firstOrderDay",
    max(order_day) - DATE '1970-01-01' AS "lastOrderDay",
    coalesce(array_agg(order_day - DATE '1970-01-01' ORDER BY order_day) FILTER (WHERE value IS NOT NULL), '{}') AS days,
    coalesce(array_agg(value::float8 ORDER BY order_day) FILTER (WHERE value IS NOT NULL), '{}') AS values
  FROM (
    SELECT customer_id, order_day, count(*) AS orders, sum(net_minor) FILTER (WHERE exclusion IS NULL) AS value
    FROM orders
    WHERE shop_id = $1 AND ${whose}
    GROUP BY customer_id, order_day
  ) AS days
  GROUP BY customer_id
  ORDER BY customer_id`;

/** Every customer with an order, by id, in batches; on the connection of `withShopConnection`. */
export async function* readPurchaseHistories(client: PoolClient, shopId: bigint): AsyncGenerator<CustomerHistory[]> {
  await client.query(`DECLARE purchase_histories NO SCROLL CURSOR FOR ${histories("customer_id IS NOT NULL")}`, [String(shopId)]);
  for (;;) {
    const { rows } = await client.query<Row>(`FETCH ${BATCH} FROM purchase_histories`);
    if (rows.length === 0) break;
    yield rows.map(toHistory);
  }
  await client.query("CLOSE purchase_histories");
}

/** One customer's; null where no order is theirs. */
export async function findPurchaseHistory(
  tx: ShopTransaction,
  shopId: bigint,
  customerId: bigint,
): Promise<CustomerHistory | null> {
  const [row] = await tx.$queryRawUnsafe<Row[]>(histories("customer_id = $2"), shopId, customerId);
  return row ? toHistory(row) : null;
}

function toHistory({ customerId, ordersCount, firstOrderDay, lastOrderDay, days, values }: Row): CustomerHistory {
  const purchases = days.map((day, index) => {
    const valueMinor = values[index];
    if (valueMinor === undefined || !Number.isSafeInteger(valueMinor)) {
      throw new RangeError(`Customer ${customerId}, day ${day}: ${valueMinor} is not a whole number of minor units`);
    }
    return { day, valueMinor };
  });
  return { customerId: BigInt(customerId), ordersCount, firstOrderDay, lastOrderDay, purchases };
}
