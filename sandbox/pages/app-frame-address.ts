import { createHmac } from "node:crypto";
import { mintSessionToken } from "../auth/mint-session-token.ts";
import type { World } from "../world.ts";
import { APP_ROOT } from "./app-identity.ts";

/** The address that Shopify's admin gives the app's frame: what the page was asked for, and who asks. */
export function appFrameAddress(world: World, path: string, search: URLSearchParams): string {
  const handle = world.store.shop().handle;
  const parameters = new URLSearchParams(search);
  const said: Record<string, string> = {
    embedded: "1",
    host: Buffer.from(`admin.shopify.com/store/${handle}`).toString("base64").replace(/=+$/, ""),
    id_token: mintSessionToken(world),
    locale: world.merchant.language,
    session: createHmac("sha256", world.app.apiSecret).update(`session of ${handle}`).digest("hex"),
    shop: world.domain,
    timestamp: String(Math.floor(world.clock.now() / 1000)),
  };
  for (const [name, value] of Object.entries(said)) parameters.set(name, value);
  parameters.delete("hmac");
  parameters.set("hmac", signatureOf(parameters, world.app.apiSecret));
  return `${APP_ROOT}${path}?${parameters}`;
}

/** Hex HMAC-SHA256 over the other parameters, sorted by name and written as `name=value&…`. */
function signatureOf(parameters: URLSearchParams, secret: string): string {
  const sorted = new URLSearchParams(parameters);
  sorted.sort();
  return createHmac("sha256", secret).update(sorted.toString()).digest("hex");
}
