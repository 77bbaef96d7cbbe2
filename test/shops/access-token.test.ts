import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { Session } from "@shopify/shopify-api";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Database, openDatabase } from "#app/db/database.server.ts";
import { withShop } from "#app/db/with-shop.server.ts";
import type { Renewal, RenewToken } from "#app/shopify/renew-token.server.ts";
import { ShopifyError } from "#app/shopify/shopify-error.ts";
import { getShopAccess } from "#app/shops/access-token.server.ts";
import { createSessionStorage } from "#app/shops/session-storage.server.ts";
import { findSession } from "#app/shops/shop-session.repo.server.ts";
import { eventually } from "../support/eventually.ts";
import { useTestDatabase } from "../support/test-database.ts";
import { TEST_KEY } from "../support/test-deps.ts";
import { emptyQueue, waitingJobs } from "../support/waiting-jobs.ts";

const test = useTestDatabase();
const DOMAIN = "herbs.myshopify.com";
const NOW = new Date("2026-11-21T12:00:00Z");
const clock = () => NOW;
const VOID: Renewal = { kind: "void", reason: "invalid_grant" };
const FAILED: Renewal = { kind: "failed", reason: "no answer", cause: new TypeError("fetch failed") };

let shopId: bigint;
let renewals: string[];
let answer: RenewToken;
let secondProcess: Database;

const inMinutes = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);

function sessionOf(accessToken: string, expires: Date | undefined, refreshToken?: string): Session {
  return new Session({ id: `offline_${DOMAIN}`, shop: DOMAIN, state: "", isOnline: false, accessToken, expires, refreshToken });
}

const renewed = (accessToken: string, refreshToken: string): Renewal => {
  return { kind: "renewed", accessToken, expiresInSeconds: 3600, refreshToken, refreshTokenExpiresInSeconds: 7_776_000, scope: "read_orders" };
};

async function store(session: Session): Promise<void> {
  await createSessionStorage({ db: test.db, clock }, TEST_KEY).storeSession(session);
  shopId = (await test.db.prisma.shop.findUniqueOrThrow({ where: { domain: DOMAIN } })).id;
}

const access = async (db: Database = test.db, refused?: string) => (await grant(db, refused)).access;
const grant = (db: Database, refused?: string) =>
  getShopAccess(
    {
      db,
      clock,
      key: TEST_KEY,
      sleep: (seconds) => sleep(seconds * 1000),
      random: () => 0.5,
      renewToken: async (domain, refreshToken) => {
        renewals.push(refreshToken);
        const reply = answer(domain, refreshToken);
        await sleep(100);
        return reply;
      },
    },
    shopId,
    refused,
  );

const stored = async () => (await withShop(test.db, shopId, (tx) => findSession(tx, shopId, `offline_${DOMAIN}`, TEST_KEY)))?.session;
const shop = () => test.db.prisma.shop.findUniqueOrThrow({ where: { id: shopId } });
/** Time passes for PostgreSQL, whose clock claims go by. */
const letClaimEnd = () => test.owner.query("UPDATE shop_sessions SET renewing_until = renewing_until - interval '31 seconds'");

beforeEach(async () => {
  await test.owner.query("DELETE FROM shops");
  secondProcess = openDatabase(test.url, { connections: 10 });
  renewals = [];
  answer = async (_, refreshToken) => renewed(`after-${refreshToken}`, `${refreshToken}+`);
});

afterEach(() => secondProcess.close());

const failure = async (work: Promise<unknown>): Promise<ShopifyError> => {
  const error = await work.then(() => null, (it: unknown) => it);
  expect(error).toBeInstanceOf(ShopifyError);
  return error as ShopifyError;
};

describe("a token with time left", () => {
  it("is given without asking Shopify", async () => {
    await store(sessionOf("fresh", inMinutes(6), "r1"));
    expect(await access()).toEqual({ domain: DOMAIN, accessToken: "fresh" });
    expect(renewals).toEqual([]);
  });

  it("may be used until five minutes before its end", async () => {
    await store(sessionOf("fresh", inMinutes(60), "r1"));
    expect((await grant(test.db)).freshUntil).toEqual(inMinutes(55));
  });

  it("is also one that does not expire", async () => {
    await store(sessionOf("for-ever", undefined));
    expect(await access()).toEqual({ domain: DOMAIN, accessToken: "for-ever" });
  });
});

describe("a token near its end", () => {
  beforeEach(() => store(sessionOf("old", inMinutes(4), "r1")));

  it("is renewed and stored whole: the next call finds it", async () => {
    expect(await access()).toEqual({ domain: DOMAIN, accessToken: "after-r1" });
    expect(await access()).toEqual({ domain: DOMAIN, accessToken: "after-r1" });
    expect(renewals).toEqual(["r1"]);
    expect(await stored()).toMatchObject({ refreshToken: "r1+", expires: inMinutes(60), refreshTokenExpires: inMinutes(90 * 24 * 60), scope: "read_orders" });
  });

  it("serves the others as it is while one renews it: nobody waits", async () => {
    const answered = Promise.withResolvers<Renewal>();
    answer = () => answered.promise;
    const renewing = access();
    await eventually(() => renewals.length === 1);
    const other = await grant(secondProcess);
    expect(other.access.accessToken).toBe("old");
    expect(other.freshUntil, "looked at again soon").toEqual(new Date(NOW.getTime() + 10_000));
    answered.resolve(renewed("after-r1", "r1+"));
    expect((await renewing).accessToken).toBe("after-r1");
    expect(renewals).toEqual(["r1"]);
  });

  it("is used on where it cannot be renewed now, and renewed at the next look", async () => {
    answer = async () => FAILED;
    expect((await access()).accessToken).toBe("old");
    answer = async () => renewed("at last", "r2");
    expect((await access()).accessToken).toBe("at last");
    expect(renewals).toEqual(["r1", "r1"]);
  });
});

describe("a token that has ended", () => {
  beforeEach(() => store(sessionOf("old", inMinutes(-4), "r1")));

  it("is renewed once for twenty callers of two processes", async () => {
    const callers = Array.from({ length: 20 }, (_, index) => access(index % 2 ? test.db : secondProcess));
    const tokens = (await Promise.all(callers)).map((it) => it.accessToken);
    expect(new Set(tokens)).toEqual(new Set(["after-r1"]));
    expect(renewals).toEqual(["r1"]);
  });

  it("holds no connection while Shopify is asked: a pool of one serves others meanwhile", async () => {
    const narrow = openDatabase(test.url, { connections: 1 });
    const waiting = Promise.withResolvers<Renewal>();
    answer = () => waiting.promise;
    const renewing = [access(narrow), access(narrow)];
    await eventually(() => renewals.length === 1);
    await sleep(50);
    expect(await narrow.prisma.shop.count()).toBe(1);
    waiting.resolve(renewed("after a while", "r2"));
    expect((await Promise.all(renewing)).map((it) => it.accessToken)).toEqual(["after a while", "after a while"]);
    expect(renewals).toEqual(["r1"]);
    await narrow.close();
  });

  it("stays where Shopify does not answer, and can be renewed by the next one at once", async () => {
    answer = async () => FAILED;
    const error = await failure(access());
    expect(error).toMatchObject({ kind: "unavailable", message: `${DOMAIN}: Shopify did not renew the access token: no answer.` });
    expect((error.cause as Error).message).toBe("fetch failed");
    answer = async () => renewed("at last", "r2");
    expect((await access()).accessToken).toBe("at last");
  });

  it("is renewed with the same refresh token by another process once the one that renewed it was killed", async () => {
    const script = fileURLToPath(new URL("./renew-and-hang.ts", import.meta.url));
    const child = spawn(process.execPath, [script, test.url, String(shopId)], { stdio: ["ignore", "pipe", "inherit"] });
    await once(child.stdout, "data");
    child.kill("SIGKILL");
    await once(child, "exit");
    const next = access();
    await sleep(400);
    expect(renewals, "the dead process has taken it on").toEqual([]);
    await letClaimEnd();
    expect((await next).accessToken).toBe("after-r1");
    expect(renewals).toEqual(["r1"]);
  });

  it("is what the first to store made of it: a process that was held up throws away what it got, and takes that", async () => {
    const late = Promise.withResolvers<Renewal>();
    answer = () => late.promise;
    const heldUp = access();
    await eventually(() => renewals.length === 1);
    await letClaimEnd();
    answer = async () => renewed("in time", "r2");
    expect((await access(secondProcess)).accessToken).toBe("in time");
    late.resolve(renewed("too late", "r3"));
    expect((await heldUp).accessToken).toBe("in time");
    expect(await stored()).toMatchObject({ accessToken: "in time", refreshToken: "r2" });
  });

  it("gives way to the one that the merchant's page exchanged meanwhile, even where Shopify refused the old one", async () => {
    const late = Promise.withResolvers<Renewal>();
    answer = () => late.promise;
    const heldUp = access();
    await eventually(() => renewals.length === 1);
    await store(sessionOf("exchanged", inMinutes(60), "r9"));
    late.resolve(VOID);
    expect((await heldUp).accessToken).toBe("exchanged");
    expect((await shop()).accessLostAt).toBeNull();
  });
});

describe("a token that Shopify refused", () => {
  beforeEach(() => store(sessionOf("revoked", inMinutes(50), "r1")));

  it("is renewed though it has time left, once for all who were refused", async () => {
    const tokens = await Promise.all(Array.from({ length: 10 }, () => access(test.db, "revoked")));
    expect(new Set(tokens.map((it) => it.accessToken))).toEqual(new Set(["after-r1"]));
    expect(renewals).toEqual(["r1"]);
  });

  it("is not renewed again by one who is late to notice", async () => {
    await access(test.db, "revoked");
    expect((await access(test.db, "revoked")).accessToken).toBe("after-r1");
    expect(renewals).toEqual(["r1"]);
  });
});

describe("a shop whose access is gone", () => {
  beforeEach(async () => {
    await store(sessionOf("old", inMinutes(-10), "r1"));
    await emptyQueue(test.owner);
  });

  it("loses its session and is marked; the merchant's return is told, and begins the work anew", async () => {
    answer = async () => VOID;
    expect(await failure(access())).toMatchObject({ kind: "unauthorized", message: `${DOMAIN}: Shopify did not renew the access token: invalid_grant.` });
    expect(await stored()).toBeUndefined();
    expect(await shop()).toMatchObject({ accessLostAt: NOW, accessBackAt: null, uninstalledAt: null });
    expect(await failure(access())).toMatchObject({ kind: "unauthorized", message: `${DOMAIN} has no token until the merchant opens the app.` });
    expect(renewals, "Shopify is not asked again").toEqual(["r1"]);

    await store(sessionOf("new", inMinutes(60), "r2"));
    expect(await waitingJobs(test.owner)).toEqual([{ name: "install-shop", payload: { shopId: String(shopId) } }]);
    expect(await shop()).toMatchObject({ accessLostAt: NOW, accessBackAt: NOW, installedAt: NOW });
    expect((await access()).accessToken).toBe("new");
  });

  it("is also one whose token ended, or was refused, and came without a refresh token", async () => {
    await store(sessionOf("old", inMinutes(-10)));
    expect((await failure(access())).kind).toBe("unauthorized");
    expect((await shop()).accessLostAt).toEqual(NOW);
    await store(sessionOf("for-ever", undefined));
    expect((await failure(access(test.db, "for-ever"))).kind).toBe("unauthorized");
    expect(await stored(), "the library would have gone on with it for ever").toBeUndefined();
    expect(renewals).toEqual([]);
  });

  it("is one that removed the app, or never had it", async () => {
    await test.owner.query("UPDATE shops SET uninstalled_at = now()");
    expect(await failure(access())).toMatchObject({ kind: "unauthorized", message: `Shop ${shopId} is not installed.` });
    shopId = 999n;
    expect((await failure(access())).kind).toBe("unauthorized");
  });
});
