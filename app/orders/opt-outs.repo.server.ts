import type { OptOut } from "../customers/opt-out.ts";
import type { ShopTransaction } from "../db/with-shop.server.ts";
import { holdLedgerStill } from "./ledger-lock.repo.server.ts";

const SALE: OptOut = "sale-of-data";

/** Of others there is nothing to score, and one whom a redaction has erased does not come back. */
const HAS_ORDERS = "EXISTS (SELECT FROM orders WHERE orders.shop_id = $1 AND orders.customer_id = told.customer_id)";

/**
 * Takes over what Shopify says of customers' wishes. Run it while holding the ledger still. Gives the customers whose
 * wish is new. $1 is the shop, $2 when Shopify was asked: what was heard later stands.
 *
 * @param source what has the rows: customer_id and sale_opt_out, of each customer one or the same ones
 */
export function saleWishesSql(source: string): string {
  return `
    WITH told AS (SELECT DISTINCT customer_id, sale_opt_out FROM ${source} WHERE customer_id IS NOT NULL),
    taken_back AS (
      DELETE FROM customer_opt_outs AS wish USING told
      WHERE wish.shop_id = $1 AND wish.customer_id = told.customer_id AND wish.kind = '${SALE}' AND NOT told.sale_opt_out AND wish.since <= $2
      RETURNING wish.customer_id),
    wished AS (
      INSERT INTO customer_opt_outs (shop_id, customer_id, kind, since)
      SELECT $1, customer_id, '${SALE}', $2 FROM told WHERE sale_opt_out AND ${HAS_ORDERS}
      ON CONFLICT DO NOTHING
      RETURNING customer_id)
    SELECT customer_id AS "customerId" FROM taken_back UNION ALL SELECT customer_id FROM wished`;
}

const ONE_WISH = saleWishesSql("(VALUES ($3::bigint, $4::boolean)) AS one (customer_id, sale_opt_out)");

type Customer = { shopId: bigint; customerId: bigint };
type Buyer = { customerId: bigint | null; saleOptOut: boolean };

/** The same of an order's customer. */
export async function noteSaleWish(tx: ShopTransaction, shopId: bigint, { customerId, saleOptOut }: Buyer, readAt: Date): Promise<bigint[]> {
  await holdLedgerStill(tx, shopId);
  const changed = await tx.$queryRawUnsafe<{ customerId: bigint }[]>(ONE_WISH, shopId, readAt, customerId, saleOptOut);
  return changed.map((it) => it.customerId);
}

/** Whoever is merged into a customer is that customer, wishes included. */
export async function moveWishes(tx: ShopTransaction, shopId: bigint, from: bigint, to: bigint): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO customer_opt_outs (shop_id, customer_id, kind, since, staff_id)
    SELECT shop_id, ${to}::bigint, kind, since, staff_id FROM customer_opt_outs WHERE shop_id = ${shopId} AND customer_id = ${from}
    ON CONFLICT DO NOTHING`;
  await tx.customerOptOut.deleteMany({ where: { shopId, customerId: from } });
}

type Noting = { kind: OptOut; out: boolean; now: Date; staffId: string | undefined };

/** Notes what the merchant was told of a customer's wish. @returns whether it is something new */
export async function noteWish(tx: ShopTransaction, { shopId, customerId }: Customer, { kind, out, now, staffId }: Noting): Promise<boolean> {
  await holdLedgerStill(tx, shopId);
  if (!out) return (await tx.customerOptOut.deleteMany({ where: { shopId, customerId, kind } })).count > 0;
  if (!(await tx.order.findFirst({ where: { shopId, customerId }, select: { id: true } }))) return false;
  const row = { shopId, customerId, kind, since: now, staffId };
  return (await tx.customerOptOut.createMany({ data: [row], skipDuplicates: true })).count > 0;
}
