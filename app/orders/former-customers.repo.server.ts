import type { ShopTransaction } from "../db/with-shop.server.ts";

/** An order that went from one customer to another since anybody looked. */
export type MovedOrder = {
  id: bigint;
  /** Its former customers as they are stored. */
  noted: string;
  /** Those of them of whom no merge is known. */
  unfollowed: bigint[];
};

export function findMovedOrders(tx: ShopTransaction, shopId: bigint): Promise<MovedOrder[]> {
  return tx.$queryRaw<MovedOrder[]>`
    SELECT id, former_customer_ids::text AS noted, ARRAY(
      SELECT former FROM unnest(former_customer_ids) AS former
      WHERE NOT EXISTS (SELECT FROM customer_merges AS merged WHERE merged.shop_id = ${shopId} AND merged.from_customer_id = former)) AS unfollowed
    FROM orders WHERE shop_id = ${shopId} AND former_customer_ids IS NOT NULL`;
}

/** Who has the orders now that were this customer's; null among them where nobody has one. */
export async function findNewOwners(tx: ShopTransaction, shopId: bigint, customerId: bigint): Promise<(bigint | null)[]> {
  const owners = await tx.$queryRaw<{ customerId: bigint | null }[]>`
    SELECT DISTINCT customer_id AS "customerId" FROM orders WHERE shop_id = ${shopId} AND former_customer_ids @> ARRAY[${customerId}::bigint]`;
  return owners.map((owner) => owner.customerId);
}

/** These have been looked at. One that went on meanwhile has not. */
export async function forgetMoves(tx: ShopTransaction, shopId: bigint, looked: readonly MovedOrder[]): Promise<void> {
  await tx.$executeRaw`
    UPDATE orders AS known SET former_customer_ids = NULL
    FROM unnest(${looked.map(({ id }) => id)}::bigint[], ${looked.map(({ noted }) => noted)}::text[]) AS looked (id, noted)
    WHERE known.shop_id = ${shopId} AND known.id = looked.id AND known.former_customer_ids::text = looked.noted`;
}

/** That these had any order is of no use any more. */
export async function forgetFormerCustomers(tx: ShopTransaction, shopId: bigint, customerIds: readonly bigint[]): Promise<void> {
  await tx.$executeRaw`
    UPDATE orders SET former_customer_ids = (SELECT array_agg(id) FROM unnest(former_customer_ids) AS id WHERE NOT id = ANY(${customerIds}::bigint[]))
    WHERE shop_id = ${shopId} AND former_customer_ids && ${customerIds}::bigint[]`;
}
