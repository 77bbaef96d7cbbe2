import { json } from "@remix-run/node";
import { getDeps } from "./composition.server.ts";
import { textsFor } from "./locales/texts-for.ts";
import { authenticate } from "./shopify-app.server.ts";
import { ensureShop } from "./shops/ensure-shop.server.ts";
import type { Permission, Permissions } from "./shops/permissions.ts";
import type { Shop } from "./shops/shop.ts";

type Admitted = { shop: Shop; staffId: string };

/** A page is shown without knowing rather than late; what somebody has asked for waits until Shopify has had its time. */
const OF = { page: { patienceMs: 2_000, retries: false }, request: { patienceMs: 20_000, retries: true } };

/**
 * Lets in who may do this by their permissions in Shopify. Every action and every file of customers begins with it.
 *
 * @throws Response 403 with a sentence that names what is missing, for anybody else and where Shopify cannot be asked.
 */
export async function admit(request: Request, permission: Permission): Promise<Admitted> {
  const { sessionToken, ...reader } = await identify(request);
  const permissions = await getDeps().permissionsOf({ ...reader, sessionToken }, OF.request);
  if (permissions?.includes(permission)) return reader;
  const { t } = await textsFor(request);
  throw json({ refused: t(`refused.${permissions === null ? "unknown" : permission}`) }, { status: 403 });
}

/** For a page: what its reader may do on it. `anew` asks Shopify even if it has told before. */
export async function readPermissions(request: Request, { anew = false } = {}): Promise<Admitted & { permissions: Permissions }> {
  const { sessionToken, ...reader } = await identify(request);
  const asked = anew ? { ...OF.request, anew } : OF.page;
  return { ...reader, permissions: await getDeps().permissionsOf({ ...reader, sessionToken }, asked) };
}

/** Whose shop it is, and who asks. */
export async function identify(request: Request): Promise<Admitted & { sessionToken: string }> {
  const { session, sessionToken } = await authenticate.admin(request);
  const shop = await ensureShop(getDeps(), session.shop);
  // The library has looked at it, and keeps it to itself.
  const [, carried] = /^Bearer (.+)$/.exec(request.headers.get("authorization") ?? "") ?? [];
  return { shop, staffId: sessionToken.sub, sessionToken: carried ?? new URL(request.url).searchParams.get("id_token") ?? "" };
}
