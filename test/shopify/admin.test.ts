import { beforeEach, describe, expect, it } from "vitest";
import { createShopifyAdmin, type PacedShopify } from "#app/shopify/admin.server.ts";
import { operation } from "#app/shopify/operation.ts";
import { ShopifyError } from "#app/shopify/shopify-error.ts";
import { breakConnection, data, json, plain, throttled, useScriptedShopify } from "./scripted-shopify.ts";

const SHOP = 7n;
const Name = operation<{ shop: { name: string } }, { first?: number }>("query Name { shop { name } }");
const Once = operation<unknown, object>("mutation Once { bulkOperationRunQuery }");
const Again = operation<unknown, object>("mutation Again { tagsAdd }", { repeatable: true });
const HERBS = { shop: { name: "Herbs" } };

const shopify = useScriptedShopify();
let admin: PacedShopify;
/** Every pause, in seconds; nobody really waits. */
let pauses: number[];
let clock: number;
let refusedTokens: (string | undefined)[];
let dice: number;

beforeEach(() => {
  dice = 0.5;
  pauses = [];
  clock = 1000;
  refusedTokens = [];
  admin = createShopifyAdmin(
    async (_shopId, refused) => {
      refusedTokens.push(refused);
      return { domain: "herbs.myshopify.com", accessToken: refused ? "token-2" : "token-1" };
    },
    {
      fetch: (input, init) => shopify.fetch(input, init),
      sleep: async (seconds) => {
        pauses.push(seconds);
        clock += seconds;
      },
      random: () => dice,
      now: () => clock,
    },
  );
});

const failure = async (work: Promise<unknown>): Promise<ShopifyError> => {
  const error = await work.then(() => null, (it: unknown) => it);
  expect(error).toBeInstanceOf(ShopifyError);
  return error as ShopifyError;
};

describe("a call", () => {
  it("sends document, variables and token to the pinned version, and gives the data", async () => {
    shopify.answers = [data(HERBS)];
    expect(await admin.run(SHOP, Name, { first: 3 })).toEqual(HERBS);
    expect(shopify.requests).toEqual([
      { url: "/admin/api/2026-10/graphql.json", token: "token-1", body: { query: Name.document, variables: { first: 3 } } },
    ]);
    expect(pauses).toEqual([]);
  });

  it("tells how fast the shop's points come back, once Shopify has said so", async () => {
    const throttleStatus = { maximumAvailable: 20_000, currentlyAvailable: 19_990, restoreRate: 1000 };
    shopify.answers = [json(200, { data: HERBS, extensions: { cost: { requestedQueryCost: 10, actualQueryCost: 10, throttleStatus } } })];
    expect(admin.pointsASecond(SHOP)).toBe(100);
    await admin.run(SHOP, Name, {});
    expect(admin.pointsASecond(SHOP)).toBe(1000);
    expect(admin.pointsASecond(8n)).toBe(100);
  });

  it("fails with Shopify's own words where it refuses the operation, and does not ask again", async () => {
    const errors = [{ message: "Field 'nme' doesn't exist on type 'Shop'" }, { message: "Access denied for shop field" }];
    shopify.answers = [json(200, { errors })];
    const error = await failure(admin.run(SHOP, Name, {}));
    expect(error.kind).toBe("refused");
    expect(error.message).toBe(
      "herbs.myshopify.com refused the operation: Field 'nme' doesn't exist on type 'Shop'; Access denied for shop field",
    );
    expect(shopify.requests).toHaveLength(1);
  });

  it("fails where data come with an error: half an answer is none", async () => {
    shopify.answers = [json(200, { data: { shop: null }, errors: [{ message: "This app is not approved" }] })];
    expect((await failure(admin.run(SHOP, Name, {}))).message).toMatch(/This app is not approved/);
  });

  it.each([
    [402, "a frozen shop"],
    [403, "a shop that may not be reached"],
    [404, "a shop that is gone"],
  ])("is refused with HTTP %i (%s)", async (status) => {
    shopify.answers = [json(status, { errors: "Unavailable Shop" })];
    const error = await failure(admin.run(SHOP, Name, {}));
    expect(error.kind).toBe("refused");
    expect(error.message).toContain(`${status}: {"errors":"Unavailable Shop"}`);
    expect(shopify.requests).toHaveLength(1);
  });

  it("does not carry the token to where a redirection points", async () => {
    shopify.answers = [plain(302, "", { location: "/somewhere-else" })];
    expect((await failure(admin.run(SHOP, Name, {}))).kind).toBe("refused");
    expect(shopify.requests).toHaveLength(1);
  });
});

describe("a token that Shopify does not take", () => {
  it("is renewed once", async () => {
    shopify.answers = [json(401, { errors: "Invalid API key or access token" }), data(HERBS)];
    expect(await admin.run(SHOP, Name, {})).toEqual(HERBS);
    expect(refusedTokens).toEqual([undefined, "token-1"]);
    expect(shopify.requests.map((it) => it.token)).toEqual(["token-1", "token-2"]);
  });

  it("is an error the second time", async () => {
    shopify.answers = [json(401, { errors: "Invalid API key or access token" })];
    const error = await failure(admin.run(SHOP, Name, {}));
    expect(error.kind).toBe("unauthorized");
    expect(shopify.requests).toHaveLength(2);
  });
});

describe("the cost budget", () => {
  it("waits as long as the points take to come back", async () => {
    dice = 0;
    shopify.answers = [data(HERBS, { requested: 120, available: 20 }), data(HERBS, { requested: 120, available: 0 })];
    await admin.run(SHOP, Name, {});
    await admin.run(SHOP, Name, {});
    expect(pauses).toEqual([1]);
  });

  it("wakes those who wait for the same points at different times", async () => {
    shopify.answers = [data(HERBS, { requested: 120, available: 20 }), data(HERBS, { requested: 120, available: 0 })];
    await admin.run(SHOP, Name, {});
    await admin.run(SHOP, Name, {});
    expect(pauses).toEqual([1.125]);
  });

  it("gives back what a call of unknown cost had set aside too much", async () => {
    shopify.answers = [data(HERBS, { requested: 10, available: 500 }), data(HERBS, { requested: 10, available: 490 })];
    await admin.run(SHOP, Name, {});
    const Other = operation<unknown, object>("query Other { shop { name } }");
    await admin.run(SHOP, Other, {});
    for (let call = 0; call < 48; call += 1) await admin.run(SHOP, Name, {});
    expect(pauses).toEqual([]);
  });

  it("does not wait while there are points", async () => {
    shopify.answers = [data(HERBS, { requested: 120, available: 1880 })];
    for (let call = 0; call < 15; call += 1) await admin.run(SHOP, Name, {});
    expect(pauses).toEqual([]);
  });

  it("counts calls that are under way: twenty at once do not all spend the same points", async () => {
    shopify.answers = [data(HERBS, { requested: 100, available: 1000 })];
    await admin.run(SHOP, Name, {});
    shopify.answers = [data(HERBS, { requested: 100, available: 0 })];
    await Promise.all(Array.from({ length: 20 }, () => admin.run(SHOP, Name, {})));
    expect(clock).toBeGreaterThan(1000 + 9);
  });

  it("is each shop's own", async () => {
    shopify.answers = [data(HERBS, { requested: 500, available: 0 })];
    await admin.run(SHOP, Name, {});
    await admin.run(8n, Name, {});
    expect(pauses).toEqual([]);
  });
});

describe("throttling", () => {
  it("at HTTP 200 waits until the query can be paid, and asks again", async () => {
    dice = 0;
    shopify.answers = [throttled({ requested: 300, available: 50 }), data(HERBS)];
    expect(await admin.run(SHOP, Name, {})).toEqual(HERBS);
    expect(pauses.reduce((sum, it) => sum + it, 0)).toBeCloseTo(2.5);
  });

  it.each([
    ["2", 2],
    ["0.75", 0.75],
    ["2.0", 2],
  ])("at HTTP 429 takes Retry-After: %s for seconds", async (header, seconds) => {
    dice = 0;
    shopify.answers = [plain(429, "", { "retry-after": header }), data(HERBS)];
    expect(await admin.run(SHOP, Name, {})).toEqual(HERBS);
    expect(pauses).toEqual([seconds]);
  });

  it("at HTTP 429 keeps the shop's other calls away for as long, and no other shop's", async () => {
    dice = 0;
    shopify.answers = [plain(429, "", { "retry-after": "2" }), data(HERBS)];
    await Promise.all([admin.run(SHOP, Name, {}), admin.run(SHOP, Name, {}), admin.run(8n, Name, {})]);
    expect(clock).toBe(1002);
    expect(shopify.requests).toHaveLength(4);
  });

  it("at HTTP 429 takes a Retry-After of days for a mistake", async () => {
    dice = 0;
    shopify.answers = [plain(429, "", { "retry-after": "172800" }), data(HERBS)];
    await admin.run(SHOP, Name, {});
    expect(pauses).toEqual([300]);
  });

  it("at HTTP 429 lets those who are told the same wake at different times, never too early", async () => {
    shopify.answers = [plain(429, "", { "retry-after": "2" }), data(HERBS)];
    await admin.run(SHOP, Name, {});
    expect(pauses).toEqual([2.25]);
  });

  it("without Retry-After backs off, longer each time", async () => {
    shopify.answers = [plain(429, ""), plain(429, ""), plain(429, ""), data(HERBS)];
    await admin.run(SHOP, Name, {});
    expect(pauses).toEqual([0.5, 1, 2]);
  });

  it("that does not end is an error of its own kind", async () => {
    shopify.answers = [plain(429, "", { "retry-after": "1" })];
    const error = await failure(admin.run(SHOP, Name, {}));
    expect(error.kind).toBe("throttled");
    expect(shopify.requests).toHaveLength(30);
  });

  it("did not run anything, so that even what may not run twice is sent again", async () => {
    shopify.answers = [throttled({ requested: 10, available: 0 }), plain(429, ""), data({ ok: true })];
    expect(await admin.run(SHOP, Once, {})).toEqual({ ok: true });
  });
});

describe("no answer", () => {
  it.each([
    ["a server error", plain(503, "<h1>Service Unavailable</h1>")],
    ["a broken connection", breakConnection],
    ["something that is not JSON", plain(200, "<html>maintenance</html>")],
    ["JSON that is not GraphQL's", json(200, ["maintenance"])],
    ["a server error at HTTP 200", json(200, { errors: [{ message: "Internal error", extensions: { code: "INTERNAL_SERVER_ERROR" } }] })],
  ])("(%s) is asked for again", async (_, answer) => {
    shopify.answers = [answer, answer, data(HERBS)];
    expect(await admin.run(SHOP, Name, {})).toEqual(HERBS);
    expect(pauses).toEqual([0.5, 1]);
  });

  it("is waited for as long as a server error says, where that is longer", async () => {
    shopify.answers = [plain(503, "", { "retry-after": "7" }), plain(503, "", { "retry-after": "0.1" }), data(HERBS)];
    await admin.run(SHOP, Name, {});
    expect(pauses).toEqual([7, 1]);
  });

  it("to a mutation that may run twice is asked for again", async () => {
    shopify.answers = [breakConnection, data({ ok: true })];
    expect(await admin.run(SHOP, Again, {})).toEqual({ ok: true });
  });

  it("after eight tries is an error that says what came", async () => {
    shopify.answers = [plain(502, "Bad Gateway")];
    const error = await failure(admin.run(SHOP, Name, {}));
    expect(error.kind).toBe("unavailable");
    expect(error.message).toBe("herbs.myshopify.com answered 502: Bad Gateway (tries: 8)");
    expect(pauses).toEqual([0.5, 1, 2, 4, 8, 16, 30]);
  });

  it("keeps the cause of a connection that breaks every time", async () => {
    shopify.answers = [breakConnection];
    const error = await failure(admin.run(SHOP, Name, {}));
    expect(error.kind).toBe("unavailable");
    expect(error.cause).toBeInstanceOf(Error);
  });

  it("does not wait for ever: each request has a time limit, and running into it is no answer", async () => {
    let tries = 0;
    const late: typeof fetch = async (_, init) => {
      tries += 1;
      expect(init?.signal).toBeInstanceOf(AbortSignal);
      throw new DOMException("The operation was aborted due to timeout", "TimeoutError");
    };
    const slow = createShopifyAdmin(async () => ({ domain: "herbs.myshopify.com", accessToken: "token-1" }), {
      fetch: late,
      sleep: async () => {},
      random: () => 0.5,
      now: () => 0,
    });
    const error = await failure(slow.run(SHOP, Name, {}));
    expect(error.kind).toBe("unavailable");
    expect(error.message).toContain("aborted due to timeout");
    expect(tries).toBe(8);
  });

  it.each([
    ["a server error", plain(500, "oops")],
    ["a broken connection", breakConnection],
    ["something that is not JSON", plain(200, "<html>")],
  ])("(%s) to what may not run twice is an error at once", async (_, answer) => {
    shopify.answers = [answer, data({ ok: true })];
    expect((await failure(admin.run(SHOP, Once, {}))).kind).toBe("unavailable");
    expect(shopify.requests).toHaveLength(1);
  });
});
