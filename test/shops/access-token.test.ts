import { setTimeout as sleep } from "node:timers/promises";
import { Session } from "@shopify/shopify-api";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Database, openDatabase } from "#app/db/database.server.ts";
import { ShopifyError } from "#app/shopify/shopify-error.ts";
import { getShopAccess } from "#app/shops/access-token.server.ts";
import { createSessionStorage } from "#app/shops/session-storage.server.ts";
import { useTestDatabase } from "../support/test-database.ts";
import { TEST_KEY } from "../support/test-deps.ts";
import { emptyQueue, waitingJobs } from "../support/waiting-jobs.ts";

const test = useTestDatabase();
const DOMAIN = "herbs.myshopify.com";
const NOW = new Date("2026-11-21T12:00:00Z");
const clock = () => NOW;

let shopId: bigint;
let renewals: string[];
let answer: (refreshToken: string) => Promise<{ session: Session }>;
let secondProcess: Database;

const inMinutes = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);

function sessionOf(accessToken: string, expires: Date | undefined, refreshToken?: string): Session {
  return new Session({ id: `offline_${DOMAIN}`, shop: DOMAIN, state: "", isOnline: false, accessToken, expires, refreshToken });
}

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
      refreshToken: async ({ refreshToken }) => {
        renewals.push(refreshToken);
        await sleep(100);
        return answer(refreshToken);
      },
    },
    shopId,
    refused,
  );

beforeEach(async () => {
  await test.owner.query("DELETE FROM shops");
  secondProcess = openDatabase(test.url, { connections: 10 });
  renewals = [];
  answer = async (refreshToken) => ({ session: sessionOf(`after-${refreshToken}`, inMinutes(60), `${refreshToken}+`) });
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

  it("is renewed and stored: the next call finds it", async () => {
    expect(await access()).toEqual({ domain: DOMAIN, accessToken: "after-r1" });
    expect(await access()).toEqual({ domain: DOMAIN, accessToken: "after-r1" });
    expect(renewals).toEqual(["r1"]);
  });

  it("is renewed once for twenty callers of two processes", async () => {
    const callers = Array.from({ length: 20 }, (_, index) => access(index % 2 ? test.db : secondProcess));
    const tokens = (await Promise.all(callers)).map((it) => it.accessToken);
    expect(new Set(tokens)).toEqual(new Set(["after-r1"]));
    expect(renewals).toEqual(["r1"]);
  });

  it("stays where Shopify does not answer, and can be renewed later", async () => {
    answer = async () => {
      throw new TypeError("fetch failed");
    };
    const error = await failure(access());
    expect(error.kind).toBe("unavailable");
    expect((error.cause as Error).message).toBe("fetch failed");
    answer = async () => ({ session: sessionOf("at last", inMinutes(60), "r2") });
    expect((await access()).accessToken).toBe("at last");
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

describe("a shop without access", () => {
  it.each([400, 401])("has its dead session removed (HTTP %i), so that the merchant's return installs it anew", async (code) => {
    await store(sessionOf("old", inMinutes(-10), "r1"));
    await emptyQueue(test.owner);
    answer = async () => {
      throw Object.assign(new Error("Received an error response"), { response: { code } });
    };
    await failure(access());
    expect((await test.owner.query("SELECT 1 FROM shop_sessions")).rowCount).toBe(0);
    await store(sessionOf("new", inMinutes(60), "r2"));
    expect(await waitingJobs(test.owner)).toEqual([{ name: "install-shop", payload: { shopId: String(shopId) } }]);
    expect((await access()).accessToken).toBe("new");
  });

  it.each([400, 401, 403])("is one whose token Shopify does not renew (HTTP %i)", async (code) => {
    await store(sessionOf("old", inMinutes(-10), "r1"));
    answer = async () => {
      throw Object.assign(new Error("Received an error response"), { response: { code } });
    };
    const error = await failure(access());
    expect(error.kind).toBe("unauthorized");
    expect(error.message).toContain(DOMAIN);
  });

  it("is one whose token cannot be renewed at all", async () => {
    await store(sessionOf("old", inMinutes(-10)));
    expect((await failure(access())).kind).toBe("unauthorized");
    expect(renewals).toEqual([]);
  });

  it("is one that removed the app, or never had it", async () => {
    await store(sessionOf("fresh", inMinutes(60), "r1"));
    await test.owner.query("UPDATE shops SET uninstalled_at = now()");
    expect(await failure(access())).toMatchObject({ kind: "unauthorized", message: `Shop ${shopId} is not installed.` });
    shopId = 999n;
    expect((await failure(access())).kind).toBe("unauthorized");
  });
});
