import { sumCustomer } from "../orders/sum-customer.ts";
import type { World } from "../world.ts";

/** Every customer with what the app wrote on it, a line each. */
export function* customerLines({ store }: World): Generator<string> {
  for (const { id, tags } of store.customers.values()) {
    const metafields = store.metafieldsOf("CUSTOMER", id).map(({ namespace, key, type, value }) => ({ namespace, key, type, value }));
    const { numberOfOrders } = sumCustomer(store.ordersOf(id));
    yield `${JSON.stringify({ id, tags, numberOfOrders, metafields })}\n`;
  }
}
