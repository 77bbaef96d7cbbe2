import type { World } from "../world.ts";

/** Deletes an order for good: it is in no list and no bulk file any more. Shopify names it by its number alone. */
export function deleteOrder(world: World, input: { orderId: number }): void {
  const { id } = world.store.orders.require(input.orderId);
  world.store.orders.remove(id);
  world.webhooks.newEvent().send("orders/delete", { id });
}
