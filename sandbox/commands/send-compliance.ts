import type { CustomerRecord } from "../store/model.ts";
import type { World } from "../world.ts";

/** A customer asks the merchant what is stored of them. */
export function requestCustomerData(world: World, input: { customerId: number }): void {
  const customer = world.store.customers.require(input.customerId);
  const orders = world.store.ordersOf(customer.id).map(({ id }) => id);
  world.webhooks.newEvent().send("customers/data_request", {
    ...about(world),
    orders_requested: orders,
    customer: personOf(customer),
    data_request: { id: world.store.nextId() },
  });
}

/** A customer asks to be forgotten: Shopify forgets who they are and keeps what was bought. */
export function redactCustomer(world: World, input: { customerId: number }): void {
  const { store, clock, webhooks } = world;
  const customer = store.customers.require(input.customerId);
  const orders = store.ordersOf(customer.id).map(({ id }) => id);
  store.customers.put({ ...customer, email: null, phone: null, firstName: null, lastName: null, updatedAt: clock.iso() });
  webhooks.newEvent().send("customers/redact", { ...about(world), customer: personOf(customer), orders_to_redact: orders });
}

/** 48 hours after the app was removed, Shopify asks it to forget the shop. */
export function redactShop(world: World): void {
  world.webhooks.newEvent().send("shop/redact", about(world));
}

function about({ store, domain }: World) {
  return { shop_id: store.shop().id, shop_domain: domain };
}

function personOf({ id, email, phone }: CustomerRecord) {
  return { id, email, phone };
}
