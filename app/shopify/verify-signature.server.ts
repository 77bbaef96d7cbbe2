import { createHmac, timingSafeEqual } from "node:crypto";

/**
 * Whether Shopify signed this body: base64 of HMAC-SHA256 over the raw bytes, compared in constant time. Compared as text:
 * a decoder would pass over whatever stands behind the padding.
 */
export function isSignedByShopify(body: Uint8Array, signature: string | null, secret: string): boolean {
  if (!signature) return false;
  const expected = createHmac("sha256", secret).update(body).digest("base64");
  const given = Buffer.from(signature);
  return given.length === expected.length && timingSafeEqual(given, Buffer.from(expected));
}
