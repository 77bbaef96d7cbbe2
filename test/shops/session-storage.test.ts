import { Session } from "@shopify/shopify-api";
import { beforeEach, describe, expect, it } from "vitest";
import { getShopAccess } from "#app/shops/access-token.server.ts";
import { createSessionStorage } from "#app/shops/session-storage.server.ts";
import { uninstallShop } from "#app/shops/uninstall-shop.server.ts";
import { useTestDatabase } from "../support/test-database.ts";
import { TEST_KEY } from "../support/test-deps.ts";
import { emptyQueue, waitingJobs } from "../support/waiting-jobs.ts";

const test = useTestDatabase();
let now: Date;
const clock = () => now;
const storage = () => createSessionStorage({ db: test.db, clock }, TEST_KEY);

const DOMAIN = "herbs.myshopify.com";
const ACCESS = "shpat_access-token-in-clear";
const REFRESH = "shprt_refresh-token-in-clear";

function sessionOf(domain = DOMAIN, accessToken = ACCESS): Session {
  return new Session({
    id: `offline_${domain}`,
    shop: domain,
    state: "",
    isOnline: false,
    scope: "read_orders,read_customers",
    accessToken,
    expires: new Date("2026-11-21T13:00:00Z"),
    refreshToken: REFRESH,
    refreshTokenExpires: new Date("2027-02-19T12:00:00Z"),
  });
}

const RENEWED = {
  kind: "renewed",
  accessToken: "shpat_renewed",
  expiresInSeconds: 3600,
  refreshToken: "shprt_renewed",
  refreshTokenExpiresInSeconds: null,
  scope: "read_orders",
} as const;

const findShop = (domain = DOMAIN) => test.db.prisma.shop.findUniqueOrThrow({ where: { domain } });
const installJobs = async () => (await waitingJobs(test.owner)).filter((it) => it.name === "install-shop");

beforeEach(async () => {
  now = new Date("2026-11-21T12:00:00Z");
  await test.owner.query("DELETE FROM shops");
  await emptyQueue(test.owner);
});

describe("a stored session", () => {
  it("comes back as it was", async () => {
    await storage().storeSession(sessionOf());
    const loaded = await storage().loadSession(`offline_${DOMAIN}`);
    expect(loaded?.equals(sessionOf())).toBe(true);
    expect(loaded?.refreshToken).toBe(REFRESH);
    expect(loaded?.refreshTokenExpires).toEqual(new Date("2027-02-19T12:00:00Z"));
    expect(await storage().findSessionsByShop!(DOMAIN)).toHaveLength(1);
  });

  it("leaves no token in clear anywhere in the database", async () => {
    await storage().storeSession(sessionOf());
    const { rows: tables } = await test.owner.query<{ name: string }>(`
      SELECT format('%I.%I', n.nspname, c.relname) AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind = 'r' AND n.nspname IN ('public', 'graphile_worker')`);
    const everything: string[] = [];
    for (const { name } of tables) {
      // As text, and the bytes of a blob as the text that they might be.
      const { rows } = await test.owner.query<{ row: object }>(`SELECT to_jsonb(t) AS row FROM ${name} t`);
      everything.push(JSON.stringify(rows));
      everything.push(JSON.stringify(rows).replaceAll(/\\\\x([0-9a-f]+)/g, (_, hex: string) => Buffer.from(hex, "hex").toString("latin1")));
    }
    expect(everything.join()).toContain(DOMAIN);
    for (const token of [ACCESS, REFRESH, "in-clear"]) {
      expect(everything.join()).not.toContain(token);
      expect(everything.join()).not.toContain(Buffer.from(token).toString("base64"));
    }
  });

  it("does not open in another shop's row", async () => {
    await storage().storeSession(sessionOf());
    await storage().storeSession(sessionOf("other.myshopify.com", "shpat_other"));
    await test.owner.query(`
      UPDATE shop_sessions SET sealed = (SELECT sealed FROM shop_sessions WHERE id = 'offline_${DOMAIN}')
      WHERE id = 'offline_other.myshopify.com'`);
    await expect(storage().loadSession("offline_other.myshopify.com")).rejects.toThrow(/does not open/);
  });

  it("is gone once it was deleted, alone", async () => {
    await storage().storeSession(sessionOf());
    await storage().storeSession(sessionOf("other.myshopify.com"));
    await storage().deleteSessions([`offline_${DOMAIN}`]);
    expect(await storage().loadSession(`offline_${DOMAIN}`)).toBeUndefined();
    expect(await storage().loadSession("offline_other.myshopify.com")).toBeDefined();
  });

  it("is not found under ids that are not the app's", async () => {
    await storage().storeSession(sessionOf());
    expect(await storage().loadSession(`${DOMAIN}_42`)).toBeUndefined();
    expect(await storage().loadSession("offline_unknown.myshopify.com")).toBeUndefined();
    expect(await storage().deleteSession(`${DOMAIN}_42`)).toBe(true);
  });
});

describe("the first session of a shop", () => {
  it("is its installation: the shop is known and its work begins", async () => {
    await storage().storeSession(sessionOf());
    const shop = await findShop();
    expect(shop).toMatchObject({ installedAt: now, uninstalledAt: null, scopes: ["read_customers", "read_orders"] });
    expect(await installJobs()).toEqual([{ name: "install-shop", payload: { shopId: String(shop.id) } }]);
  });

  it("begins the work once, though the first page's loaders each exchange a token at one moment", async () => {
    await Promise.all(Array.from({ length: 8 }, (_, index) => storage().storeSession(sessionOf(DOMAIN, `shpat_${index}`))));
    const { rows } = await test.owner.query("SELECT key, revision FROM graphile_worker._private_jobs");
    // A second addition with the same key would have raised the job's revision.
    expect(rows).toEqual([{ key: `install-shop:${(await findShop()).id}`, revision: 0 }]);
    expect(await test.db.prisma.shop.count()).toBe(1);
  });

  it("is stored with the job or not at all", async () => {
    await test.owner.query("ALTER FUNCTION graphile_worker.add_jobs RENAME TO add_jobs_away");
    await expect(storage().storeSession(sessionOf())).rejects.toThrow(/add_jobs/);
    await test.owner.query("ALTER FUNCTION graphile_worker.add_jobs_away RENAME TO add_jobs");
    expect(await storage().loadSession(`offline_${DOMAIN}`)).toBeUndefined();

    await storage().storeSession(sessionOf());
    expect(await installJobs()).toHaveLength(1);
  });

  it("is not repeated by the tokens that follow", async () => {
    await storage().storeSession(sessionOf());
    await emptyQueue(test.owner);
    now = new Date("2026-11-21T14:00:00Z");
    await storage().storeSession(sessionOf(DOMAIN, "shpat_next"));
    expect(await installJobs()).toEqual([]);
    expect((await storage().loadSession(`offline_${DOMAIN}`))?.accessToken).toBe("shpat_next");
    expect((await findShop()).installedAt).toEqual(new Date("2026-11-21T12:00:00Z"));
  });
});

describe("a shop that removes the app", () => {
  const uninstalledAt = "2026-11-22T09:00:00.000Z";
  const uninstall = async () => uninstallShop({ db: test.db }, { shopId: String((await findShop()).id), uninstalledAt });

  beforeEach(async () => {
    await storage().storeSession(sessionOf());
    await emptyQueue(test.owner);
  });

  it("has no token any more, but keeps its rows", async () => {
    await uninstall();
    expect(await storage().loadSession(`offline_${DOMAIN}`)).toBeUndefined();
    expect((await test.owner.query("SELECT 1 FROM shop_sessions")).rowCount).toBe(0);
    expect((await findShop()).uninstalledAt).toEqual(new Date(uninstalledAt));
    await uninstall();
    expect((await findShop()).uninstalledAt).toEqual(new Date(uninstalledAt));
  });

  it("is not taken for back because its token was renewed while it left", async () => {
    const { id } = await findShop();
    now = new Date("2026-11-22T09:00:00.400Z");
    await getShopAccess({ db: test.db, clock, key: TEST_KEY, renewToken: async () => RENEWED, sleep: async () => {}, random: () => 0 }, id);
    await uninstall();
    expect((await findShop()).uninstalledAt).toEqual(new Date(uninstalledAt));
    expect((await test.owner.query("SELECT 1 FROM shop_sessions")).rowCount).toBe(0);
    expect(await installJobs()).toEqual([]);
  });

  it("and comes back at the very moment that the event is worked has a token and its work, or neither", async () => {
    now = new Date("2026-11-22T08:59:59Z");
    for (let round = 0; round < 5; round += 1) {
      await Promise.all([storage().storeSession(sessionOf()), uninstall()]);
      const { uninstalledAt: left } = await findShop();
      const token = await storage().loadSession(`offline_${DOMAIN}`);
      expect(token !== undefined, `round ${round}`).toBe(left === null);
      await storage().storeSession(sessionOf());
      expect(await findShop()).toMatchObject({ uninstalledAt: null });
      expect(await installJobs(), "whoever is back is installed").toHaveLength(1);
      await emptyQueue(test.owner);
    }
  });

  it("begins anew when it comes back, as the shop that it was", async () => {
    const { id } = await findShop();
    await uninstall();
    now = new Date("2026-11-23T08:00:00Z");
    await storage().storeSession(sessionOf());
    expect(await findShop()).toMatchObject({ id, installedAt: now, uninstalledAt: null });
    expect(await installJobs()).toHaveLength(1);

    await emptyQueue(test.owner);
    await uninstall();
    expect(await findShop(), "the event worked twice").toMatchObject({ installedAt: now, uninstalledAt: null });
    expect(await installJobs()).toEqual([]);
  });

  it("and is back before the event is worked, keeps its new token and begins anew", async () => {
    now = new Date("2026-11-22T09:05:00Z");
    await storage().storeSession(sessionOf(DOMAIN, "shpat_back"));
    await uninstall();
    expect(await findShop()).toMatchObject({ installedAt: now, uninstalledAt: null });
    expect((await storage().loadSession(`offline_${DOMAIN}`))?.accessToken).toBe("shpat_back");
    expect(await installJobs()).toHaveLength(1);
  });
});
