import { createHmac, randomUUID } from "node:crypto";
import type { Sending } from "./send-steadily.ts";

/** As long as Shopify's. */
const FIRST_ORDER_ID = 5_000_000_000_000;
/** Orders of which the events tell. */
const ORDERS = 2000;

/** Signed events about orders that changed, of a usual size, each with an id of its own. */
export function makeSendings(domain: string, secret: string): () => Sending {
  const triggeredAt = new Date().toISOString();
  const events = Array.from({ length: ORDERS }, (_, index) => {
    const body = JSON.stringify({ id: FIRST_ORDER_ID + index, name: `#${index}`, total_price: "19.99", note: "x".repeat(8000) });
    return { body, signature: createHmac("sha256", secret).update(body).digest("base64") };
  });
  let sent = 0;
  return () => {
    const { body, signature } = events[sent++ % ORDERS]!;
    const headers = {
      "content-type": "application/json",
      "x-shopify-topic": "orders/updated",
      "x-shopify-shop-domain": domain,
      "x-shopify-api-version": "2026-10",
      "x-shopify-webhook-id": randomUUID(),
      "x-shopify-triggered-at": triggeredAt,
      "x-shopify-hmac-sha256": signature,
    };
    return { headers, body };
  };
}
