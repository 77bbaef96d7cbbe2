import { createHmac, randomUUID } from "node:crypto";
import type { World } from "../world.ts";

/** Shopify's session tokens live one minute. */
const LIFETIME_SECONDS = 60;

/** The token by which App Bridge proves to the app who looks at it: a JWT signed with the app's secret. */
export function mintSessionToken(world: World): string {
  const now = Math.floor(world.clock.now() / 1000);
  const shop = `https://${world.domain}`;
  return signToken(
    { iss: `${shop}/admin`, dest: shop, aud: world.app.apiKey, sub: String(world.merchant.staff.id), exp: now + LIFETIME_SECONDS, nbf: now, iat: now, jti: randomUUID(), sid: randomUUID() },
    world.app.apiSecret,
  );
}

/** A JWT by HS256. */
export function signToken(claims: object, secret: string): string {
  const part = (json: object) => Buffer.from(JSON.stringify(json)).toString("base64url");
  const signed = `${part({ alg: "HS256", typ: "JWT" })}.${part(claims)}`;
  return `${signed}.${tokenSignature(signed, secret)}`;
}

export function tokenSignature(signed: string, secret: string): string {
  return createHmac("sha256", secret).update(signed).digest("base64url");
}
