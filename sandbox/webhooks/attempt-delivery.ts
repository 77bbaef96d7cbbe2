import type { DeliveryAttempt, DeliveryRecord } from "../store/app-model.ts";
import { sign } from "./sign.ts";

/** Longest that Shopify waits for an answer. */
const TIMEOUT_MS = 5000;

export type Sender = { shopDomain: string; apiVersion: string; secret: string; now: () => string };

/** Sends a delivery once. Anything but a 2xx is a failure, redirects too. */
export async function attemptDelivery(delivery: DeliveryRecord, sender: Sender): Promise<DeliveryAttempt> {
  const at = sender.now();
  try {
    const response = await fetch(delivery.uri, {
      method: "POST",
      body: delivery.body,
      redirect: "manual",
      signal: AbortSignal.timeout(TIMEOUT_MS),
      headers: {
        "Content-Type": "application/json",
        "User-Agent": "Shopify-Captain-Hook",
        "X-Shopify-Topic": delivery.topic,
        "X-Shopify-Hmac-Sha256": sign(delivery.body, sender.secret),
        "X-Shopify-Shop-Domain": sender.shopDomain,
        "X-Shopify-API-Version": sender.apiVersion,
        "X-Shopify-Webhook-Id": delivery.webhookId,
        "X-Shopify-Event-Id": delivery.eventId,
        "X-Shopify-Triggered-At": delivery.triggeredAt,
        ...(delivery.name === null ? {} : { "X-Shopify-Name": delivery.name }),
      },
    });
    await response.body?.cancel();
    return { at, outcome: String(response.status), ok: response.ok };
  } catch (error) {
    return { at, outcome: error instanceof Error ? `${error.name}: ${error.cause instanceof Error ? error.cause.message : error.message}` : String(error), ok: false };
  }
}
