import { expect, it } from "vitest";
import { ensureMetafieldDefinitions } from "#app/tags/ensure-metafield-definitions.server.ts";
import { METAFIELD_DEFINITIONS } from "#app/tags/metafield-definitions.ts";
import { compileSegment } from "#sandbox/segments/compile-segment.ts";
import { switchToRun } from "./shop-with-scores.ts";
import { useShopWithScores } from "./use-shop-with-scores.ts";

const { test, shopify, shop, deps, fill, writeAll } = useShopWithScores();

/** One that the customer of the test fulfils, and one that they do not. */
const CONDITIONS: Record<keyof typeof METAFIELD_DEFINITIONS, [yes: string, no: string]> = {
  lifetime_value: ["= 60", "> 60"],
  historic_value: ["BETWEEN 40 AND 41", "< 40"],
  predicted_value: [">= 20", "!= 20"],
  churn_probability: ["< 0.5", "> 0.5"],
  expected_next_order_date: ["= 2026-11-20", "> 2026-11-20"],
  average_days_between_orders: ["= 30", "> 30"],
  orders_count: ["= 3", "> 3"],
  value_tier: ["= 'mid'", "= 'vip'"],
  stage: ["= 'active'", "= 'lost'"],
  amount_to_next_tier: ["= 140", "IS NULL"],
};

it("each figure can be filtered by in Shopify's own segments, and only read by staff", async () => {
  const { store } = shopify.sandbox;
  for (const { id } of store.definitions.values()) store.definitions.remove(id);
  await ensureMetafieldDefinitions(deps, shop.id);
  const made = [...store.definitions.values()];
  expect(made.map(({ key }) => key)).toEqual(Object.keys(METAFIELD_DEFINITIONS));
  for (const definition of made) expect(definition).toMatchObject({ ownerType: "CUSTOMER", adminAccess: "MERCHANT_READ", adminFilterable: true });

  const [id] = await fill(1);
  await switchToRun(test.db, shop.id, [{ customerId: id! }]);
  await writeAll();
  const customer = store.customers.require(Number(id));
  for (const [key, [yes, no]] of Object.entries(CONDITIONS)) {
    expect(compileSegment(`metafields.$app.${key} ${yes}`, shopify.sandbox)(customer), key).toBe(true);
    expect(compileSegment(`metafields.$app.${key} ${no}`, shopify.sandbox)(customer), key).toBe(false);
  }
});
