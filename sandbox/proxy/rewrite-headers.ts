import type { IncomingHttpHeaders, OutgoingHttpHeaders } from "node:http";
import { adminPath, isAdminAddress } from "./admin-path.ts";

/** Where Shopify serves App Bridge from, and where the sandbox serves its stand-in. */
export const APP_BRIDGE_URL = "https://cdn.shopify.com/shopifycloud/app-bridge.js";
export const STAND_IN_PATH = "/sandbox/app-bridge.js";

/** Headers that belong to one connection, not to the message (RFC 9110 §7.6.1). */
const OF_ONE_CONNECTION = ["connection", "keep-alive", "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade"];

export function withoutConnectionHeaders(headers: IncomingHttpHeaders): OutgoingHttpHeaders {
  const named = (headers.connection ?? "").split(",").map((name) => name.trim().toLowerCase());
  const dropped = new Set([...OF_ONE_CONNECTION, ...named]);
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !dropped.has(name)));
}

/**
 * Lets the sandbox's origin embed what Shopify's admin may embed. A page that does not name the admin stays as
 * closed as it would be in Shopify.
 */
export function openToSandbox(policy: string): string {
  return policy.replace(/(frame-ancestors[^;]*?)https:\/\/admin\.shopify\.com(?=[\s;]|$)/i, "$1https://admin.shopify.com 'self'");
}

/** A redirect of the app's as seen from the sandbox's origin: never out to the real Shopify. */
export function redirectTarget(location: string, app: { origin: string; handle: string }, shopHandle: string): string {
  if (isAdminAddress(location)) {
    return adminPath(shopHandle, app.handle, location) ?? unmapped(location);
  }
  if (!URL.canParse(location)) return location;
  const url = new URL(location);
  if (url.origin === app.origin) return url.pathname + url.search + url.hash;
  return /(^|\.)(my)?shopify\.com$/.test(url.hostname) ? unmapped(location) : location;
}

/** The page that says that the sandbox does not play what the app wanted to open. */
function unmapped(address: string): string {
  return `/sandbox/open?url=${encodeURIComponent(address)}`;
}
