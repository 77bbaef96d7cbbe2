import { createHmac, timingSafeEqual } from "node:crypto";

/** Whether Shopify signed this body: base64 of HMAC-SHA256 over the raw bytes, compared in constant time. */
export function isSignedByShopify(body: Uint8Array, signature: string | null, secret: string): boolean {
  if (!signature) return false;
  const expected = createHmac("sha256", secret).update(body).digest();
  const given = Buffer.from(signature, "base64");
  return given.length === expected.length && timingSafeEqual(given, expected);
}
