/**
 * A condition on `incoming`, a row of ORDER_COLUMNS: it is no order that a redaction has erased, nor an earlier one of a
 * customer whom it has erased. What such a customer buys afterwards is a new fact. $1 is the shop; in one where nothing
 * was erased no row is looked at.
 */
export const NOT_ERASED = `(
  (SELECT count(*) = 0 FROM erasures WHERE shop_id = $1)
  OR NOT (is_erased($1, 'order', incoming.id, incoming.processed_at) OR is_erased($1, 'customer', incoming.customer_id, incoming.processed_at)))`;

/** A condition on a column: no redaction ever erased that customer. For COPY, which takes no parameters. */
export function neverErased(shopId: bigint, column: string): string {
  return `(
  (SELECT count(*) = 0 FROM erasures WHERE shop_id = ${shopId})
  OR NOT is_erased(${shopId}, 'customer', ${column}, '-infinity'))`;
}
