import type { OrderRecord } from "../store/model.ts";
import type { Caller } from "./fields.ts";

const WINDOW_MS = 60 * 24 * 60 * 60 * 1000;

/** Without `read_all_orders` an app sees the orders of the last 60 days; the older ones do not exist for it. */
export function visibleOrders(caller: Caller): (order: OrderRecord) => boolean {
  if (caller.scopes.has("read_all_orders")) return () => true;
  const since = caller.world.clock.now() - WINDOW_MS;
  return (order) => Date.parse(order.createdAt) >= since;
}
