import { type ShopTransaction, withShop } from "../db/with-shop.server.ts";
import { Prisma } from "../db/generated/client.ts";
import type { Deps } from "../deps.server.ts";
import { holdLedgerStill } from "../orders/ledger-lock.repo.server.ts";
import { splitKeySql } from "./split-key-sql.ts";

/** Five million orders take less than a minute. */
const LONGEST_MS = 10 * 60_000;

/** Brings up to date where every customer's first order that counts came from. */
export async function storeOrigins({ db }: Pick<Deps, "db">, { shopId: id }: { shopId: string }): Promise<void> {
  const shopId = BigInt(id);
  await withShop(
    db,
    shopId,
    async (tx) => {
      // Nobody who is erased meanwhile is brought back.
      await holdLedgerStill(tx, shopId);
      await storeOriginsOf(tx, shopId, null);
    },
    { timeout: LONGEST_MS },
  );
}

/**
 * Those of one customer, or of all (null). Who is as they were is not written: most nights that is nearly everybody.
 * Asks that the ledger be held still.
 */
export async function storeOriginsOf(tx: ShopTransaction, shopId: bigint, customerId: bigint | null): Promise<void> {
  const who = customerId === null ? Prisma.empty : Prisma.sql`AND customer_id = ${customerId}`;
  await tx.$executeRaw`
    DELETE FROM customer_origins AS origin
    WHERE shop_id = ${shopId} ${who} AND NOT EXISTS (
      SELECT FROM orders WHERE orders.shop_id = ${shopId} AND orders.customer_id = origin.customer_id AND exclusion IS NULL)`;
  await tx.$executeRaw`
    WITH first_orders AS (
      SELECT DISTINCT ON (customer_id) customer_id, channel, country, ${Prisma.raw(splitKeySql("firstProduct", ""))}::bigint AS first_product
      FROM orders
      WHERE shop_id = ${shopId} ${who} AND customer_id IS NOT NULL AND exclusion IS NULL
      ORDER BY customer_id, order_day, processed_at, id
    )
    INSERT INTO customer_origins (shop_id, customer_id, channel, country, first_product)
    SELECT ${shopId}, is_now.customer_id, is_now.channel, is_now.country, is_now.first_product
    FROM first_orders AS is_now LEFT JOIN customer_origins AS was ON was.shop_id = ${shopId} AND was.customer_id = is_now.customer_id
    WHERE was.customer_id IS NULL
      OR (was.channel, was.country, was.first_product) IS DISTINCT FROM (is_now.channel, is_now.country, is_now.first_product)
    ON CONFLICT (shop_id, customer_id)
      DO UPDATE SET channel = excluded.channel, country = excluded.country, first_product = excluded.first_product`;
}
