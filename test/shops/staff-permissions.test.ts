import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { createAskForStaff } from "#app/shopify/ask-for-staff.server.ts";
import { createLog } from "#app/log.server.ts";
import { permissionsIn } from "#app/shops/permissions.ts";
import { createPermissionsOf, type Reader } from "#app/shops/staff-permissions.server.ts";
import { uninstallShop } from "#app/shops/uninstall-shop.server.ts";
import { mintSessionToken } from "#sandbox/auth/mint-session-token.ts";
import { OWNER, STAFF } from "#sandbox/staff.ts";
import { eventually } from "../support/eventually.ts";
import { installApp, useSandbox } from "../support/sandbox.ts";
import { useTestDatabase } from "../support/test-database.ts";
import { TEST_ENV, TEST_KEY } from "../support/test-deps.ts";

const test = useTestDatabase();
const shopify = useSandbox();
const ALL = ["read_customers", "write_customers"];
const HOUR = 60 * 60_000;
const DAY = 24 * HOUR;
const REQUEST = { patienceMs: 20_000, retries: true };
const PAGE = { patienceMs: 2_000, retries: false };
let shopId: bigint;
let requests: number;
/** In milliseconds: nothing passes by itself. */
let passed: number;
/** Who waits, and for how long. */
let sleepers: { ms: number; wake: () => void }[];
/** How far the app's time is ahead of Shopify's. */
let aheadMs: number;
/** Holds Shopify's answers back; then they fail where it says so. */
let gate: Promise<"answer" | "fail"> = Promise.resolve("answer");

/** A process of the app. */
function startProcess() {
  const reach: typeof fetch = async (input, init) => {
    requests += 1;
    if ((await gate) === "fail") throw new TypeError("fetch failed");
    return shopify.fetch(input, init);
  };
  return createPermissionsOf({
    db: test.db, clock: () => new Date(shopify.clock().getTime() + aheadMs), log: createLog("silent"), askForStaff: createAskForStaff(reach, TEST_ENV), key: TEST_KEY,
    sleep: (ms) => new Promise<void>((wake) => sleepers.push({ ms, wake })), now: () => passed,
  });
}

function reader(staffId: number): Reader {
  shopify.sandbox.merchant.staff = STAFF.find(({ id }) => id === staffId)!;
  return { shop: { id: shopId, domain: shopify.sandbox.domain }, staffId: String(staffId), sessionToken: mintSessionToken(shopify.sandbox) };
}

const storedIds = async () => (await test.owner.query<{ id: string }>("SELECT id FROM shop_sessions ORDER BY id")).rows.map(({ id }) => id);

beforeEach(async () => {
  gate = Promise.resolve("answer");
  await test.owner.query("DELETE FROM shops");
  shopId = await installApp(test, shopify);
  requests = 0;
  passed = 0;
  sleepers = [];
  aheadMs = 0;
});

describe("what a reader may do", () => {
  it.each([[42, ALL], [43, ["read_customers"]], [44, []]] as const)("is what Shopify says of %i", async (staffId, expected) => {
    expect(await startProcess()(reader(staffId), REQUEST)).toEqual(expected);
  });

  it("is asked once, by many pages at once and by all processes after that, until an hour has passed", async () => {
    const permissionsOf = startProcess();
    expect(await Promise.all(Array.from({ length: 5 }, () => permissionsOf(reader(43), REQUEST)))).toEqual(Array.from({ length: 5 }, () => ["read_customers"]));
    expect(await startProcess()(reader(43), REQUEST)).toEqual(["read_customers"]);
    expect(requests).toBe(1);
    aheadMs = HOUR - 1000;
    await permissionsOf(reader(43), REQUEST);
    expect(requests).toBe(1);
    aheadMs = HOUR;
    expect(await permissionsOf(reader(43), REQUEST)).toEqual(["read_customers"]);
    expect(requests).toBe(2);
  });

  it.each([["page", PAGE], ["request", REQUEST]])("of which something is taken away counts no longer than an hour, for a %s", async (_, asked) => {
    const permissionsOf = startProcess();
    const token = reader(42);
    expect(await permissionsOf(token, asked)).toEqual(ALL);
    onTestFinished(() => void (OWNER.lacks = []));
    OWNER.lacks = ["write_customers"];
    expect(await permissionsOf(token, asked)).toEqual(ALL);
    aheadMs = HOUR;
    expect(await permissionsOf(token, asked)).toEqual(["read_customers"]);
  });

  it("is each reader's own", async () => {
    const permissionsOf = startProcess();
    await permissionsOf(reader(42), REQUEST);
    expect(await permissionsOf(reader(43), REQUEST)).toEqual(["read_customers"]);
    expect(requests).toBe(2);
  });

  it("is not what Shopify says of somebody else", async () => {
    const { sessionToken } = reader(42);
    expect(await startProcess()({ ...reader(43), sessionToken }, REQUEST)).toBeNull();
    expect(await storedIds()).toEqual([`offline_${shopify.sandbox.domain}`]);
  });

  it("is asked anew where that is wanted, and stays as it was where Shopify does not answer", async () => {
    const permissionsOf = startProcess();
    const { domain } = shopify.sandbox;
    const token = reader(43);
    await permissionsOf(token, REQUEST);
    await test.owner.query("UPDATE shop_sessions SET exchanged_at = 'epoch'");
    expect(await permissionsOf(token, { ...REQUEST, anew: true })).toEqual(["read_customers"]);
    expect(requests).toBe(2);
    const { rows } = await test.owner.query("SELECT id FROM shop_sessions WHERE exchanged_at > 'epoch'");
    expect(rows).toEqual([{ id: `${domain}_43` }]);
    gate = Promise.resolve("fail");
    expect(await permissionsOf(token, { ...REQUEST, anew: true })).toEqual(["read_customers"]);
  });
});

describe("where Shopify is slow or away", () => {
  it("one page waits, the next ones do not, and its answer counts all the same", async () => {
    const permissionsOf = startProcess();
    const open = Promise.withResolvers<"answer">();
    gate = open.promise;
    const waited = async () => {
      const answer = permissionsOf(reader(42), { ...PAGE, patienceMs: 1_000 });
      const { ms, wake } = await eventually(() => sleepers.pop());
      passed += ms;
      wake();
      expect(await answer).toBeNull();
      return ms;
    };
    expect(await waited()).toBe(1_000);
    expect(await waited()).toBe(0);
    const asked = permissionsOf(reader(42), REQUEST);
    open.resolve("answer");
    expect(await asked).toEqual(ALL);
    expect(requests).toBe(1);
    expect(await permissionsOf(reader(42), { ...PAGE, patienceMs: 0 })).toEqual(ALL);
  });

  it("pages do not ask again for a minute, but whoever asks for something does", async () => {
    const permissionsOf = startProcess();
    gate = Promise.resolve("fail");
    for (let page = 0; page < 3; page += 1) expect(await permissionsOf(reader(42), PAGE)).toBeNull();
    expect(requests).toBe(1);
    expect(await permissionsOf(reader(43), PAGE), "of somebody else").toBeNull();
    expect(await permissionsOf(reader(42), REQUEST)).toBeNull();
    expect(requests).toBe(3);
    gate = Promise.resolve("answer");
    expect(await permissionsOf(reader(42), PAGE)).toBeNull();
    passed = 61_000;
    expect(await permissionsOf(reader(42), PAGE)).toEqual(ALL);
    expect(requests).toBe(4);
  });

  it("what it said last counts until a day has passed", async () => {
    const permissionsOf = startProcess();
    await permissionsOf(reader(42), REQUEST);
    gate = Promise.resolve("fail");
    aheadMs = DAY - 1000;
    for (let page = 0; page < 2; page += 1) expect(await permissionsOf(reader(42), PAGE)).toEqual(ALL);
    expect(requests).toBe(2);
    expect(await permissionsOf(reader(42), REQUEST)).toEqual(ALL);
    aheadMs = DAY;
    expect(await permissionsOf(reader(42), REQUEST)).toBeNull();
  });

  it("nobody may do anything until it answers", async () => {
    const permissionsOf = startProcess();
    gate = Promise.resolve("fail");
    expect(await permissionsOf(reader(42), REQUEST)).toBeNull();
    gate = Promise.resolve("answer");
    expect(await permissionsOf(reader(42), REQUEST)).toEqual(ALL);
  });
});

describe("what is kept", () => {
  it("is sealed, and holds neither a token nor a name", async () => {
    await startProcess()(reader(43), REQUEST);
    const { rows } = await test.owner.query<{ sealed: Buffer }>("SELECT sealed FROM shop_sessions WHERE id = $1", [`${shopify.sandbox.domain}_43`]);
    const { unseal } = await import("#app/shopify/seal.server.ts");
    const text = unseal(TEST_KEY, rows[0]!.sealed, `shop_sessions/${shopId}/${shopify.sandbox.domain}_43`);
    expect(text).toContain('"read_all_orders,read_customer_merge,read_customers,read_orders,read_products"');
    expect(text).not.toMatch(/shpua_|Rita|rita@/);
    expect(rows[0]!.sealed.toString("latin1")).not.toContain("read_customers");
  });

  it("goes with the app, also what Shopify says in that moment", async () => {
    const permissionsOf = startProcess();
    await permissionsOf(reader(42), REQUEST);
    const open = Promise.withResolvers<"answer">();
    gate = open.promise;
    const late = permissionsOf(reader(43), REQUEST);
    await uninstallShop({ db: test.db }, { shopId: String(shopId), uninstalledAt: new Date(shopify.clock().getTime() + 1000).toISOString() });
    open.resolve("answer");
    await late;
    expect(await storedIds()).toEqual([]);
  });

  it("goes too where the merchant is back before the uninstallation was told of; only the app's own token tells that", async () => {
    const { domain } = shopify.sandbox;
    await startProcess()(reader(43), REQUEST);
    const at = (id: string, time: string) => test.owner.query("UPDATE shop_sessions SET exchanged_at = $2 WHERE id = $1", [id, time]);
    await at(`${domain}_43`, "2026-01-01T10:00:00Z");
    await at(`offline_${domain}`, "2026-01-01T12:00:00Z");
    const uninstall = () => uninstallShop({ db: test.db }, { shopId: String(shopId), uninstalledAt: "2026-01-01T11:00:00Z" });
    await uninstall();
    expect(await storedIds()).toEqual([`offline_${domain}`]);
    await startProcess()(reader(43), REQUEST);
    await at(`offline_${domain}`, "2026-01-01T10:00:00Z");
    await uninstall();
    expect(await storedIds()).toEqual([]);
  });
});

describe("permissions in a scope", () => {
  it.each([
    ["write_customers,read_orders", ALL],
    ["read_customers, read_orders", ["read_customers"]],
    ["read_orders,write_customers_of_another_kind", []],
    ["", []],
  ] as const)("%s", (scope, expected) => {
    expect(permissionsIn(scope)).toEqual(expected);
  });
});
