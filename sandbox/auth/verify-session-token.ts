import { timingSafeEqual } from "node:crypto";
import type { World } from "../world.ts";
import { tokenSignature } from "./mint-session-token.ts";

/** Clocks of the app and Shopify may differ by this much. */
const TOLERANCE_SECONDS = 10;

/** Why a session token is worthless, or null for a good one. */
export function verifySessionToken(token: string, world: World): string | null {
  const [header, payload, signature, ...rest] = token.split(".");
  if (!header || !payload || !signature || rest.length > 0) return "is not a JWT";
  const expected = Buffer.from(tokenSignature(`${header}.${payload}`, world.app.apiSecret));
  const given = Buffer.from(signature);
  if (expected.length !== given.length || !timingSafeEqual(expected, given)) return "has a wrong signature";

  const { alg } = readPart(header);
  const { aud, exp, nbf, dest } = readClaims(token);
  const now = world.clock.now() / 1000;
  if (alg !== "HS256") return `is signed by ${String(alg)}, not HS256`;
  if (aud !== world.app.apiKey) return `is for ${String(aud)}, not this app`;
  if (dest !== `https://${world.domain}`) return `is for ${String(dest)}, not this shop`;
  if (typeof exp !== "number" || exp + TOLERANCE_SECONDS < now) return "has expired";
  if (typeof nbf !== "number" || nbf - TOLERANCE_SECONDS > now) return "is not valid yet";
  return null;
}

/** What a token says, verified or not. */
export function readClaims(token: string): Record<string, unknown> {
  return readPart(token.split(".")[1] ?? "");
}

function readPart(part: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(part, "base64url").toString("utf8")) as Record<string, unknown>;
}
