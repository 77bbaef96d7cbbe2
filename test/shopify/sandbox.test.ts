import { beforeAll, describe, expect, it } from "vitest";
import { operation } from "#app/shopify/operation.ts";
import { ShopDetails } from "#app/shops/shop-details.graphql.ts";
import { installApp, useSandbox } from "../support/sandbox.ts";
import { useTestDatabase } from "../support/test-database.ts";
import { buildTestDeps } from "../support/test-deps.ts";

const test = useTestDatabase();
const shopify = useSandbox({ plan: { bucket: 400, restoreRate: 400 } });
/** Costs sixty points, asked for and in fact. */
const Sixty = operation<Record<string, unknown>, object>(
  `query Sixty { ${Array.from({ length: 60 }, (_, index) => `a${index}: shop { name }`).join(" ")} }`,
);
let shopId: bigint;

beforeAll(async () => {
  shopId = await installApp(test, shopify);
});

describe("the Admin API client against the sandbox", () => {
  it("asks with the token of its own installation", async () => {
    const deps = buildTestDeps(test.db, shopify);
    const answer = await deps.shopify.run(shopId, ShopDetails, {});
    expect(answer.shop).toEqual({ currencyCode: "GBP", ianaTimezone: "Europe/London" });
    expect(answer.currentAppInstallation.accessScopes.map((it) => it.handle)).toContain("read_all_orders");
  });

  it("gets every answer, though two processes ask for several times what the shop's budget holds", async () => {
    let throttled = 0;
    const watched: typeof fetch = async (input, init) => {
      const response = await shopify.fetch(input, init);
      if ((await response.clone().text()).includes("THROTTLED")) throttled += 1;
      return response;
    };
    const processes = [1, 2].map(() => buildTestDeps(test.db, { ...shopify, fetch: watched }));
    const answers = await Promise.all(Array.from({ length: 24 }, (_, call) => processes[call % 2]!.shopify.run(shopId, Sixty, {})));
    expect(answers.map((it) => Object.keys(it).length)).toEqual(Array.from({ length: 24 }, () => 60));
    expect(shopify.sandbox.api.pointsSpent.query).toBeGreaterThanOrEqual(24 * 60);
    expect(throttled, "the first calls know no budget yet").toBeGreaterThan(0);
  });

  it("hears what Shopify has against a document", async () => {
    const wrong = operation<unknown, object>("query Wrong { shop { nme } }");
    const deps = buildTestDeps(test.db, shopify);
    await expect(deps.shopify.run(shopId, wrong, {})).rejects.toThrow(
      /test-shop\.myshopify\.com refused the operation: Cannot query field "nme"/,
    );
  });
});
