import { Session } from "@shopify/shopify-api";
import type { Deps } from "../deps.server.ts";
import { withShop } from "../db/with-shop.server.ts";
import type { AskForStaff } from "../shopify/ask-for-staff.server.ts";
import { lockShop } from "./lock-shop.repo.server.ts";
import { type Permissions, permissionsIn } from "./permissions.ts";
import { findSession, saveSession } from "./shop-session.repo.server.ts";

type Parts = Pick<Deps, "db" | "clock" | "log"> & {
  askForStaff: AskForStaff;
  key: Buffer;
  sleep: (ms: number) => Promise<unknown>;
  /** Milliseconds that only move forward. */
  now: () => number;
};

/** Who looks at a page, with the session token that Shopify vouches for them by. */
export type Reader = { shop: { id: bigint; domain: string }; staffId: string; sessionToken: string };

/** `retries`: also where Shopify has just failed to tell. `anew`: what is kept does not count, as long as Shopify answers. */
type Asked = { patienceMs: number; retries: boolean; anew?: boolean };

/** For so long what Shopify said counts unasked: what is taken from somebody counts here by then. */
const ANSWER_COUNTS_MS = 60 * 60_000;

/** For so long pages do not ask again: while work goes on each is read every other second. */
const FAILURE_COUNTS_MS = 60_000;

export type PermissionsOf = (reader: Reader, asked: Asked) => Promise<Permissions>;

/**
 * What readers may do by their permissions in Shopify. It is asked once an hour, whatever the number of pages and processes,
 * and kept where the shop's own session is. Where Shopify does not tell, what it said before counts for as long as the
 * online token would last (a day).
 *
 * Nobody waits longer than `patienceMs` from the moment that Shopify was asked: of a Shopify that is slow one page waits,
 * and those after it do not. Its answer is kept all the same.
 */
export function createPermissionsOf(parts: Parts): PermissionsOf {
  const underWay = new Map<string, { answer: Promise<Permissions>; since: number }>();
  const failures = new Map<string, number>();

  /** Between a look that found nothing and this one another page's answer may have been stored. */
  async function lookAndAsk(reader: Reader, anew: boolean): Promise<Permissions> {
    const kept = anew ? null : await findKept(parts, reader);
    return kept?.counts ? kept.permissions : askShopify(parts, reader);
  }

  function ask(reader: Reader, anew: boolean) {
    const id = sessionId(reader);
    const known = underWay.get(id);
    if (known) return known;
    const answer = lookAndAsk(reader, anew).then((told) => {
      if (told === null) noteFailure(id);
      return told;
    });
    const asking = { answer: answer.finally(() => underWay.delete(id)), since: parts.now() };
    underWay.set(id, asking);
    return asking;
  }

  function noteFailure(id: string) {
    for (const other of failures.keys()) if (!hasJustFailed(other)) failures.delete(other);
    failures.set(id, parts.now());
  }

  function hasJustFailed(id: string): boolean {
    return parts.now() - (failures.get(id) ?? -Infinity) < FAILURE_COUNTS_MS;
  }

  return async function permissionsOf(reader, { patienceMs, retries, anew = false }) {
    const kept = await findKept(parts, reader);
    if (kept?.counts && !anew) return kept.permissions;
    const before = kept?.permissions ?? null;
    if (!retries && hasJustFailed(sessionId(reader))) return before;
    const { answer, since } = ask(reader, anew);
    const left = Math.max(0, since + patienceMs - parts.now());
    return Promise.race([answer.then((told) => told ?? before), parts.sleep(left).then(() => before)]);
  };
}

/** What Shopify said last, and whether that counts unasked. */
async function findKept({ db, clock, key }: Parts, reader: Reader): Promise<{ permissions: Permissions; counts: boolean } | null> {
  const { id } = reader.shop;
  const held = await withShop(db, id, (tx) => findSession(tx, id, sessionId(reader), key));
  const now = clock();
  if (!held?.session.expires || held.session.expires <= now) return null;
  return { permissions: permissionsIn(held.session.scope ?? ""), counts: now.getTime() - held.exchangedAt.getTime() < ANSWER_COUNTS_MS };
}

async function askShopify({ db, clock, log, askForStaff, key }: Parts, reader: Reader): Promise<Permissions> {
  const { shop, staffId, sessionToken } = reader;
  const answer = await askForStaff(shop.domain, sessionToken);
  if (answer.kind === "failed" || answer.staffId !== staffId) {
    const reason = answer.kind === "failed" ? answer.reason : "its answer is about somebody else";
    log.warn({ shop: shop.domain, reason, err: answer.kind === "failed" ? answer.cause : undefined }, "Shopify does not say what a reader may do");
    return null;
  }
  const { scope, expiresInSeconds } = answer;
  const now = clock();
  const expires = new Date(now.getTime() + expiresInSeconds * 1000);
  const session = new Session({ id: sessionId(reader), shop: shop.domain, state: "", isOnline: true, scope, expires });
  await withShop(db, shop.id, async (tx) => {
    // An uninstallation while Shopify was asked has erased the shop's sessions: none comes after it.
    const { uninstalledAt } = await lockShop(tx, shop.id);
    if (uninstalledAt === null) await saveSession(tx, shop.id, session, key, now);
  });
  return permissionsIn(scope);
}

/** As Shopify's library names the session of one reader. */
function sessionId({ shop, staffId }: Reader): string {
  return `${shop.domain}_${staffId}`;
}
