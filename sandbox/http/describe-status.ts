import type { Api } from "./run-graphql.ts";

/** What the demo's driver wants to know. */
export function describeStatus({ world, spent }: Api) {
  const { store, clock } = world;
  const customersByTag: Record<string, number> = {};
  for (const { tags } of store.customers.values()) {
    for (const tag of tags) if (tag.startsWith("clv:")) customersByTag[tag] = (customersByTag[tag] ?? 0) + 1;
  }
  return {
    shop: world.domain,
    now: clock.iso(),
    installed: store.installations.size() > 0,
    customers: store.customers.size(),
    orders: store.orders.size(),
    products: store.products.size(),
    pointsSpent: spent,
    customersByTag,
    webhooks: { pending: world.webhooks.log().filter(({ state }) => state === "PENDING").length },
  };
}
