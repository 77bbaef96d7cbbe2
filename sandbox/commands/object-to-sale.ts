import type { CustomerRecord } from "../store/model.ts";
import { customerPayload } from "../webhooks/payloads/customer-payload.ts";
import type { World } from "../world.ts";

/** A customer objects to the sale of their data on the shop's opt-out page, or takes that back. */
export function objectToSale(world: World, input: { customerId: number; optedOut: boolean }): CustomerRecord {
  const { store, clock, webhooks } = world;
  const customer = { ...store.customers.require(input.customerId), dataSaleOptOut: input.optedOut, updatedAt: clock.iso() };
  store.customers.put(customer);
  webhooks.newEvent().send("customers/update", customerPayload(world, customer));
  return customer;
}
