import type { OrderRecord } from "../store/model.ts";
import type { WebhookEvent } from "../webhooks/webhooks.ts";
import { orderPayload } from "../webhooks/payloads/order-payload.ts";
import type { World } from "../world.ts";

/** Stores an order's new state as of now and says so to the app; whatever else happened joins the returned event. */
export function changeOrder(world: World, order: OrderRecord, changes: Partial<OrderRecord>): { order: OrderRecord; event: WebhookEvent } {
  const changed = { ...order, ...changes, updatedAt: world.clock.iso() };
  world.store.orders.put(changed);
  const event = world.webhooks.newEvent();
  event.send("orders/updated", orderPayload(world, changed));
  return { order: changed, event };
}
