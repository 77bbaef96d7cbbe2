/** Of a row of written_before: it is known what stood there, and nobody has changed the customer by hand since. */
export const MAY_BE_UNDONE = `certain AND NOT EXISTS (
  SELECT FROM hand_changes h
  WHERE h.shop_id = written_before.shop_id AND h.customer_id = written_before.customer_id AND noticed_at >= logged_at)`;

/** The first run that the undo under way takes back, as an expression; null where there is none. */
export function undoneFrom(shopId: bigint): string {
  return `(SELECT undoes FROM write_runs WHERE shop_id = ${shopId} AND kind = 'undo' AND finished_at IS NULL)`;
}
