import type { ShopTransaction } from "../db/with-shop.server.ts";

type Customer = { shopId: bigint; customerId: bigint };

/**
 * Remembers a customer who is scored now for the run under way, if there is one: it may have read their orders before.
 * Who has none left has no place in it anyway.
 */
export async function noteMeanwhile(tx: ShopTransaction, { shopId, customerId }: Customer): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO scored_meanwhile (shop_id, customer_id)
    SELECT id, ${customerId}::bigint FROM shops
    WHERE id = ${shopId}
      AND EXISTS (SELECT FROM orders WHERE shop_id = shops.id AND customer_id = ${customerId}::bigint)
      AND EXISTS (
        SELECT FROM score_runs AS run
        WHERE run.shop_id = shops.id AND run.id > coalesce(current_run_id, 0) AND finished_at IS NULL AND error IS NULL)
    ON CONFLICT DO NOTHING`;
}

/** Gives them, and forgets them. */
export async function takeMeanwhile(tx: ShopTransaction, shopId: bigint): Promise<bigint[]> {
  const rows = await tx.$queryRaw<{ customerId: bigint }[]>`
    DELETE FROM scored_meanwhile WHERE shop_id = ${shopId} RETURNING customer_id AS "customerId"`;
  return rows.map(({ customerId }) => customerId);
}

/** A run that begins reads everybody's orders. */
export async function forgetMeanwhile(tx: ShopTransaction, shopId: bigint): Promise<void> {
  await tx.scoredMeanwhile.deleteMany({ where: { shopId } });
}
