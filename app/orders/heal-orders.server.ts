import type { Deps } from "../deps.server.ts";
import { giveUpOrder, ingestOrder } from "./ingest-order.server.ts";
import type { AfterChange } from "./merge-customers.server.ts";
import { UnreadableRecord } from "./unreadable-record.ts";

type Parts = Pick<Deps, "db" | "shopify" | "clock">;

/** Reads orders anew, one by one. One that cannot be read is named, as where an event tells of it, and the rest goes on. */
export async function healOrders(deps: Parts, shopId: bigint, orderIds: readonly bigint[], next: AfterChange): Promise<void> {
  for (const orderId of orderIds) {
    const payload = { shopId: String(shopId), orderId: String(orderId) };
    try {
      await ingestOrder(deps, payload, next);
    } catch (error) {
      if (!(error instanceof UnreadableRecord)) throw error;
      await giveUpOrder(deps, payload, error);
    }
  }
}
