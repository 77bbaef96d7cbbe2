const ADMIN = /^(?:shopify:\/*admin|https:\/\/admin\.shopify\.com\/store\/[^/?#]+)(?=[/?#]|$)/i;
const SHOP_ADMIN = /^https:\/\/[a-z0-9-]+\.myshopify\.com\/admin(?=[/?#]|$)/i;
const PAGES = /^\/(?:apps\/[^/]+(\/.*)?|(customers|orders)(?:\/\d+)?)$/;

/** Any way to write an address in Shopify's admin; other addresses of Shopify's are not the admin's. */
export function isAdminAddress(address: string): boolean {
  return ADMIN.test(address) || SHOP_ADMIN.test(address);
}

/**
 * The sandbox's page for an address in Shopify's admin (`shopify://admin/customers/7`,
 * `https://admin.shopify.com/store/my-shop/apps/my-app/x`), or null where the sandbox has none.
 *
 * An app goes by its handle or its client id there; the sandbox's shop has one app, so both mean it.
 */
export function adminPath(handle: string, appHandle: string, address: string): string | null {
  if (!isAdminAddress(address)) return null;
  const url = new URL(address.replace(ADMIN, "").replace(SHOP_ADMIN, ""), "https://admin.invalid");
  const match = PAGES.exec(url.pathname.replace(/\/$/, ""));
  if (match === null) return null;
  const page = match[2] === undefined ? `/apps/${appHandle}${match[1] ?? ""}` : match[0];
  return `/store/${handle}${page}${url.search}`;
}
