import { createHmac, randomUUID } from "node:crypto";
import { TEST_ENV } from "../support/test-deps.ts";

type Delivery = {
  topic: string;
  body: string | Uint8Array<ArrayBuffer>;
  shop: string;
  id?: string;
  secret?: string;
  triggeredAt?: string;
  /** Headers to put in place of Shopify's; null leaves one out. */
  headers?: Record<string, string | null>;
};

/** A delivery as Shopify makes it: signed over its raw bytes. */
export function signWebhook({ topic, body, shop, id = randomUUID(), secret, triggeredAt, headers = {} }: Delivery): Request {
  const signature = createHmac("sha256", secret ?? TEST_ENV.SHOPIFY_API_SECRET).update(body).digest("base64");
  const all: Record<string, string | null> = {
    "content-type": "application/json",
    "x-shopify-topic": topic,
    "x-shopify-shop-domain": shop,
    "x-shopify-webhook-id": id,
    "x-shopify-event-id": randomUUID(),
    "x-shopify-triggered-at": triggeredAt ?? "2026-11-21T11:59:58.123456789Z",
    "x-shopify-api-version": "2026-10",
    "x-shopify-hmac-sha256": signature,
    ...headers,
  };
  const sent = Object.entries(all).filter((it): it is [string, string] => it[1] !== null);
  return new Request("https://perennial.test/webhooks", { method: "POST", headers: sent, body });
}
