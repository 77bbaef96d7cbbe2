import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import type { ShopifyAdmin } from "#app/shopify/admin.server.ts";
import { connectShopify } from "#app/shops/connect-shopify.server.ts";
import { ShopDetails } from "#app/shops/shop-details.graphql.ts";
import { installApp, useSandbox } from "../../support/sandbox.ts";
import { useTestDatabase } from "../../support/test-database.ts";
import { TEST_ENV } from "../../support/test-deps.ts";

const test = useTestDatabase();
/** Points come back a thousand times as fast, too. */
const shopify = useSandbox({ plan: { bucket: 2000, restoreRate: 100_000 } });
let shopId: bigint;
let paths: string[] = [];
/** Seconds that a process meant to wait; it really waits a thousandth of them, and no other time passes for it. */
let waits: number[] = [];
let now = 0;

/** A process of its own. */
function startProcess(): ShopifyAdmin {
  return connectShopify({ db: test.db, clock: shopify.clock }, TEST_ENV, {
    fetch: (input, init) => {
      paths.push(new URL(String(input)).pathname);
      return shopify.fetch(input, init);
    },
    sleep: (seconds) => {
      waits.push(seconds);
      now += seconds;
      return sleep(5 + seconds);
    },
    random: () => 0,
    now: () => now,
  });
}

const ask = async (admin = startProcess()) => (await admin.run(shopId, ShopDetails, {})).shop.currencyCode;
const happens = (kind: string, more: object) => shopify.sandbox.faults.add({ kind, ...more });
const renewals = () => paths.filter((path) => path.endsWith("/oauth/access_token")).length;

beforeAll(async () => {
  shopId = await installApp(test, shopify);
});

afterEach(() => {
  shopify.sandbox.faults.clear();
  paths = [];
  waits = [];
});

describe("fault 2: the library renews a token once for each call that finds it ended", () => {
  it("ten calls of two processes renew it once", async () => {
    shopify.sandbox.clock.advance(61 * 60_000);
    const processes = [startProcess(), startProcess()];
    await Promise.all(Array.from({ length: 10 }, (_, index) => ask(processes[index % 2])));
    expect(renewals()).toBe(1);
  });
});

describe("fault 3: a session without an end is never renewed", () => {
  it("ours is renewed when Shopify refuses its token, whatever its end", async () => {
    for (const token of shopify.sandbox.store.tokens.values()) shopify.sandbox.store.tokens.put({ ...token, accessExpiresAt: "2020-01-01T00:00:00Z" });
    expect(await ask()).toBe("GBP");
    expect(renewals()).toBe(1);
  });
});

describe("fault 4: the library gives up where it is throttled", () => {
  it("a call that is throttled at HTTP 200 waits for its points and is made again", async () => {
    const throttled = happens("throttled", { next: 2 });
    expect(await ask()).toBe("GBP");
    expect(throttled.struck).toBe(2);
    expect(waits.length).toBeGreaterThan(0);
  });
});

describe("fault 5: the library takes the seconds of Retry-After for milliseconds", () => {
  it("a call that is told to stay away for seven seconds does so", async () => {
    happens("too-many-requests", { next: 1, amount: 7 });
    expect(await ask()).toBe("GBP");
    // The clock stands at a sum of the waits before, which is no round number.
    expect(waits).toEqual([expect.closeTo(7, 9)]);
  });
});

describe("fault 6: the library refuses more than four tries", () => {
  it("a call outlasts six server errors in a row", async () => {
    const failing = happens("server-error", { next: 6, amount: 502 });
    expect(await ask()).toBe("GBP");
    expect(failing.struck).toBe(6);
  });
});

describe("fault 14: refresh tokens are lost on the way to the store", () => {
  it("three renewals in a row each use the refresh token of the one before", async () => {
    for (let hour = 0; hour < 3; hour += 1) {
      shopify.sandbox.clock.advance(61 * 60_000);
      expect(await ask()).toBe("GBP");
    }
    expect(renewals()).toBe(3);
  });
});
