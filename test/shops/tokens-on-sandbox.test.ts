import { beforeAll, describe, expect, it } from "vitest";
import { ShopDetails } from "#app/shops/shop-details.graphql.ts";
import { ShopifyError } from "#app/shopify/shopify-error.ts";
import { installApp, useSandbox } from "../support/sandbox.ts";
import { useTestDatabase } from "../support/test-database.ts";
import { buildTestDeps } from "../support/test-deps.ts";

const test = useTestDatabase();
const shopify = useSandbox();
let shopId: bigint;

beforeAll(async () => {
  shopId = await installApp(test, shopify);
});

const askCurrency = async () => {
  const deps = buildTestDeps(test.db, shopify);
  return (await deps.shopify.run(shopId, ShopDetails, {})).shop.currencyCode;
};
const grants = () => [...shopify.sandbox.store.tokens.values()];

describe("tokens as Shopify gives them", () => {
  it("are renewed once when an hour has passed, by Shopify's own library", async () => {
    expect(grants()).toHaveLength(1);
    shopify.sandbox.clock.advance(61 * 60_000);
    expect(await Promise.all([askCurrency(), askCurrency(), askCurrency()])).toEqual(["GBP", "GBP", "GBP"]);
    expect(grants()).toHaveLength(2);
  });

  it("are renewed when Shopify refuses one that has time left", async () => {
    for (const grant of grants()) shopify.sandbox.store.tokens.put({ ...grant, accessExpiresAt: "2020-01-01T00:00:00Z" });
    expect(await askCurrency()).toBe("GBP");
  });

  it("are gone for good when Shopify revoked them", async () => {
    for (const grant of grants()) shopify.sandbox.store.tokens.remove(grant.id);
    const error = await askCurrency().catch((it: unknown) => it);
    expect(error).toBeInstanceOf(ShopifyError);
    expect(error).toMatchObject({ kind: "unauthorized" });
  });
});
