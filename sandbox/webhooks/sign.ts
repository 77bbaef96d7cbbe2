import { createHmac } from "node:crypto";

/** Shopify's signature of a webhook: base64 of HMAC-SHA256 over the raw body with the app's secret. */
export function sign(body: string, secret: string): string {
  return createHmac("sha256", secret).update(body, "utf8").digest("base64");
}
