import { formatGid } from "../gid.ts";
import type { CustomerRecord } from "../store/model.ts";
import { customerPayload } from "../webhooks/payloads/customer-payload.ts";
import type { World } from "../world.ts";
import { CommandRefused } from "./command-refused.ts";

/** Joins two customers: the kept one gets the other's orders and tags, the other is gone. */
export function mergeCustomers(world: World, input: { keptId: number; mergedId: number }): CustomerRecord {
  if (input.keptId === input.mergedId) throw new CommandRefused(`Customer ${input.keptId} cannot be merged with itself`);
  const { store, clock, webhooks } = world;
  const kept = store.customers.require(input.keptId);
  const merged = store.customers.require(input.mergedId);
  for (const order of store.ordersOf(merged.id)) store.orders.put({ ...order, customerId: kept.id });
  for (const metafield of store.metafieldsOf("CUSTOMER", merged.id)) store.metafields.remove(metafield.id);
  const known = new Set(kept.tags.map((tag) => tag.toLowerCase()));
  const tags = [...kept.tags, ...merged.tags.filter((tag) => !known.has(tag.toLowerCase()))];
  const customer = { ...kept, tags, email: kept.email ?? merged.email, phone: kept.phone ?? merged.phone, updatedAt: clock.iso() };
  store.customers.put(customer);
  store.customers.remove(merged.id);

  const event = webhooks.newEvent();
  event.send("customers/merge", {
    admin_graphql_api_customer_kept_id: formatGid("Customer", kept.id),
    admin_graphql_api_customer_deleted_id: formatGid("Customer", merged.id),
    admin_graphql_api_job_id: null,
    status: "completed",
    errors: [],
  });
  event.send("customers/update", customerPayload(world, customer));
  return customer;
}
