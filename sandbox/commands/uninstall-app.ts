import type { World } from "../world.ts";

/** The merchant removes the app: its tokens die at once, its tags and metafields stay. */
export function uninstallApp(world: World): void {
  const { store, webhooks, domain } = world;
  for (const token of store.tokens.values()) store.tokens.remove(token.id);
  for (const installation of store.installations.values()) store.installations.remove(installation.id);
  const shop = store.shop();
  webhooks.newEvent().send("app/uninstalled", {
    id: shop.id,
    name: shop.name,
    domain,
    myshopify_domain: domain,
    currency: shop.currency,
    iana_timezone: shop.ianaTimezone,
    created_at: shop.createdAt,
  });
}
