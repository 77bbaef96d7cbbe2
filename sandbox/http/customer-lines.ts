import { sumCustomer } from "../orders/sum-customer.ts";
import type { World } from "../world.ts";

/** Every customer with their wish and with what the app wrote on them, a line each. */
export function* customerLines({ store }: World): Generator<string> {
  for (const { id, tags, dataSaleOptOut } of store.customers.values()) {
    const metafields = store.metafieldsOf("CUSTOMER", id).map(({ namespace, key, type, value }) => ({ namespace, key, type, value }));
    const { numberOfOrders } = sumCustomer(store.ordersOf(id));
    yield `${JSON.stringify({ id, tags, dataSaleOptOut, numberOfOrders, metafields })}\n`;
  }
}
