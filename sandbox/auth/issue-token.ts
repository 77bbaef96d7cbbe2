import { randomBytes } from "node:crypto";
import { formatInstant } from "../clock.ts";
import type { TokenRecord } from "../store/app-model.ts";
import { scopesOf, type StaffMember } from "../staff.ts";
import type { World } from "../world.ts";

const ACCESS_SECONDS = 60 * 60;
const REFRESH_SECONDS = 90 * 24 * 60 * 60;
const ONLINE_SECONDS = 24 * 60 * 60;

/** An expiring offline token. */
export function issueToken(world: World, scopes: string[], refreshedFrom: number | null): TokenRecord {
  const now = world.clock.now();
  const token: TokenRecord = {
    id: world.store.nextId(),
    accessToken: `shpat_${randomBytes(16).toString("hex")}`,
    refreshToken: `shprt_${randomBytes(16).toString("hex")}`,
    scopes,
    createdAt: formatInstant(now),
    accessExpiresAt: formatInstant(now + ACCESS_SECONDS * 1000),
    refreshExpiresAt: formatInstant(now + REFRESH_SECONDS * 1000),
    refreshedFrom,
    refreshFirstUsedAt: null,
  };
  world.store.tokens.put(token);
  return token;
}

/** A token that does what both the app and this person may do, for as long as they are signed in: a day at most. */
export function issueOnlineToken(world: World, granted: string[], staff: StaffMember): TokenRecord {
  const now = world.clock.now();
  const token: TokenRecord = {
    id: world.store.nextId(),
    accessToken: `shpua_${randomBytes(16).toString("hex")}`,
    refreshToken: null,
    scopes: scopesOf(staff, granted),
    createdAt: formatInstant(now),
    accessExpiresAt: formatInstant(now + ONLINE_SECONDS * 1000),
    refreshExpiresAt: null,
    staffId: staff.id,
    refreshedFrom: null,
    refreshFirstUsedAt: null,
  };
  world.store.tokens.put(token);
  return token;
}

/** The token endpoint's answer. */
export function tokenAnswer(token: TokenRecord, world: World) {
  return {
    access_token: token.accessToken,
    scope: token.scopes.join(","),
    expires_in: secondsTo(token.accessExpiresAt, world),
    refresh_token: token.refreshToken,
    ...(token.refreshExpiresAt !== null && { refresh_token_expires_in: secondsTo(token.refreshExpiresAt, world) }),
  };
}

/** The same for an online token: `scope` is what the app was granted, `associated_user_scope` what this person has of it. */
export function onlineTokenAnswer(token: TokenRecord, granted: string[], staff: StaffMember, world: World) {
  return {
    access_token: token.accessToken,
    scope: granted.join(","),
    expires_in: secondsTo(token.accessExpiresAt, world),
    associated_user_scope: token.scopes.join(","),
    associated_user: {
      id: staff.id,
      first_name: staff.firstName,
      last_name: staff.lastName,
      email: staff.email,
      email_verified: true,
      account_owner: staff.accountOwner,
      locale: world.merchant.language,
      collaborator: false,
    },
  };
}

function secondsTo(instant: string, { clock }: World): number {
  return Math.ceil((Date.parse(instant) - clock.now()) / 1000);
}
