import { beforeAll, describe, expect, it } from "vitest";
import { ShopDetails } from "#app/shops/shop-details.graphql.ts";
import { installApp, useSandbox } from "../support/sandbox.ts";
import { useTestDatabase } from "../support/test-database.ts";
import { buildTestDeps } from "../support/test-deps.ts";

const test = useTestDatabase();
const shopify = useSandbox();
let shopId: bigint;

beforeAll(async () => {
  shopId = await installApp(test, shopify);
});

describe("the app against the sandbox", () => {
  it("asks with the token of its own installation", async () => {
    const deps = buildTestDeps(test.db, shopify);
    const answer = await deps.shopify.run(shopId, ShopDetails, {});
    expect(answer.shop).toEqual({ name: "Test Shop", currencyCode: "GBP", ianaTimezone: "Europe/London" });
    expect(answer.currentAppInstallation.accessScopes.map((it) => it.handle)).toContain("read_all_orders");
  });
});
