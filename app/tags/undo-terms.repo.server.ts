import type { ShopTransaction } from "../db/with-shop.server.ts";

/** Of a row of written_before: it is known what stood there, and nobody has changed the customer by hand since. */
export const MAY_BE_UNDONE = `certain AND NOT EXISTS (
  SELECT FROM hand_changes h
  WHERE h.shop_id = written_before.shop_id AND h.customer_id = written_before.customer_id AND noticed_at >= logged_at)`;

/** The first run that the undo under way takes back, as an expression; null where there is none. */
export function undoneFrom(shopId: bigint): string {
  return `(SELECT undoes FROM write_runs WHERE shop_id = ${shopId} AND kind = 'undo' AND finished_at IS NULL)`;
}

/** How many customers an undo from this run on leaves as they are, since that may not be undone. */
export async function countLeftByUndo(tx: ShopTransaction, shopId: bigint, undoes: bigint): Promise<number> {
  const rows = await tx.$queryRawUnsafe<{ left: number }[]>(LEFT, shopId, undoes);
  return rows[0]!.left;
}

const LEFT = `
  SELECT count(*)::integer AS left FROM (
    SELECT DISTINCT ON (customer_id) ${MAY_BE_UNDONE} AS may_be_undone
    FROM written_before WHERE shop_id = $1 AND write_run_id >= $2 ORDER BY customer_id, write_run_id
  ) first WHERE NOT may_be_undone`;
