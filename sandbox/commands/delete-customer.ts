import { formatGid } from "../gid.ts";
import type { World } from "../world.ts";
import { CommandRefused } from "./command-refused.ts";

/** Deletes a customer; Shopify allows it only for one without orders. */
export function deleteCustomer(world: World, input: { customerId: number }): void {
  const { store, webhooks } = world;
  const customer = store.customers.require(input.customerId);
  const orders = store.ordersOf(customer.id).length;
  if (orders > 0) throw new CommandRefused(`Customer ${customer.id} has ${orders} orders and cannot be deleted`);
  for (const metafield of store.metafieldsOf("CUSTOMER", customer.id)) store.metafields.remove(metafield.id);
  store.customers.remove(customer.id);
  webhooks.newEvent().send("customers/delete", { id: customer.id, admin_graphql_api_id: formatGid("Customer", customer.id) });
}
