/** A condition on a row of `orders`: its customer has not objected to being scored (app/customers/opt-out.ts). */
export const NOT_OPTED_OUT = `NOT EXISTS (
  SELECT FROM customer_opt_outs AS wish WHERE wish.shop_id = orders.shop_id AND wish.customer_id = orders.customer_id)`;
