const SHOP = /^[a-z0-9][a-z0-9-]*\.myshopify\.com$/;

/**
 * What of a request may stand in a log: never its query, which carries the session token, and what the merchant looked
 * for. The shop is what the request says of itself, proven or not.
 */
export function describeRequest(request: Request): Record<string, string | undefined> {
  const { pathname, searchParams } = new URL(request.url);
  const shop = request.headers.get("x-shopify-shop-domain") ?? searchParams.get("shop") ?? shopOfToken(request.headers);
  return {
    method: request.method,
    path: pathname,
    shop: shop !== null && SHOP.test(shop) ? shop : undefined,
    webhookId: request.headers.get("x-shopify-webhook-id")?.slice(0, 200),
  };
}

/** Pages fetch their data with the session token in a header. */
function shopOfToken(headers: Headers): string | null {
  const claims = headers.get("authorization")?.match(/^Bearer [^.]+\.([^.]+)\./)?.[1];
  if (claims === undefined) return null;
  try {
    const { dest } = JSON.parse(Buffer.from(claims, "base64url").toString()) as { dest?: unknown };
    return new URL(String(dest)).host;
  } catch {
    return null; // Not a token of Shopify's: then it tells no shop.
  }
}
