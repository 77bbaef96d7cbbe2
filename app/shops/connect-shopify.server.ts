import type { Deps } from "../deps.server.ts";
import type { Env } from "../env.server.ts";
import { createShopifyAdmin, type Outside, type WatchedShopify } from "../shopify/admin.server.ts";
import { createRenewToken } from "../shopify/renew-token.server.ts";
import { getShopAccess } from "./access-token.server.ts";
import { rememberAccess } from "./remember-access.server.ts";

/** The Admin API with the tokens that the shops' sessions hold. */
export function connectShopify({ db, clock }: Pick<Deps, "db" | "clock">, env: Env, outside: Outside): WatchedShopify {
  const { fetch, sleep, random } = outside;
  const parts = { db, clock, sleep, random, key: Buffer.from(env.TOKEN_KEY, "base64"), renewToken: createRenewToken(fetch, env) };
  const accessOf = rememberAccess({ clock }, (shopId, refused) => getShopAccess(parts, shopId, refused));
  return createShopifyAdmin(accessOf, outside);
}
