import { readFileSync } from "node:fs";
import { parse } from "smol-toml";
import { describe, expect, it } from "vitest";
import { DEFAULT_DEFINITION } from "#app/segments/definition.ts";
import type { SegmentBorders } from "#app/segments/segment-borders.ts";
import { METAFIELD_DEFINITIONS } from "#app/tags/metafield-definitions.ts";
import { type CustomerToWrite, wantedMetafields } from "#app/tags/wanted-metafields.ts";
import { dimensionsByTag } from "#app/tags/tag-dimension.ts";
import { wantedTags } from "#app/tags/wanted-tags.ts";

const borders: SegmentBorders = {
  value: { vip: 100_000, high: 50_000, mid: 10_000 },
  rhythm: { medianGapDays: 40, newWindowDays: 30 },
  standing: "proven",
  definitionVersion: 0,
  definition: DEFAULT_DEFINITION,
};
const customer: CustomerToWrite = {
  ordersCount: 4,
  probabilityAlive: 0.8765,
  averageDaysBetweenOrders: 31.25,
  expectedNextOrderDay: "2026-12-24",
  historicValueMinor: 40_000,
  predictedValueMinor: 12_345,
  lifetimeValueMinor: 52_345,
  valueTier: "high",
  stage: "at-risk",
};

describe("wanted tags", () => {
  it("are one of each dimension, under the app's own prefix", () => {
    expect(wantedTags(customer, DEFAULT_DEFINITION)).toEqual(["clv:value-high", "clv:stage-at-risk"]);
  });

  it("are named by the shop's definition, and none of a dimension that is off", () => {
    const { value, stage } = DEFAULT_DEFINITION;
    const own = { ...DEFAULT_DEFINITION, prefix: "Worth: ", value: { ...value, names: { ...value.names, high: "Gold" } }, stage: { ...stage, on: false } };
    expect(wantedTags(customer, own)).toEqual(["Worth: Gold"]);
    expect(wantedTags(customer, { ...own, value: { ...own.value, on: false } })).toEqual([]);
    const untagged = { ...own, value: { ...own.value, tagged: own.value.tagged.filter((tier) => tier !== customer.valueTier) } };
    expect(wantedTags(customer, untagged)).toEqual([]);
    expect(wantedTags(customer, untagged, { value: ["Worth: Gold"] })).toEqual(["Worth: Gold"]);
    expect(dimensionsByTag(untagged).has("worth: gold")).toBe(false);
    expect(dimensionsByTag(own).get("worth: gold")).toBe("value");
  });
});

describe("wanted metafields", () => {
  it("are those that the shop's definition names", () => {
    const definition = { ...DEFAULT_DEFINITION, metafields: ["stage" as const, "orders_count" as const] };
    expect(wantedMetafields(customer, "GBP", { ...borders, definition })).toEqual({ stage: "at-risk", orders_count: "4" });
  });

  it("spell each figure as Shopify's type wants it", () => {
    expect(wantedMetafields(customer, "GBP", borders)).toEqual({
      lifetime_value: "523.45",
      historic_value: "400.00",
      predicted_value: "123.45",
      churn_probability: "0.124",
      expected_next_order_date: "2026-12-24",
      average_days_between_orders: "31.3",
      orders_count: "4",
      value_tier: "high",
      stage: "at-risk",
      amount_to_next_tier: "476.55",
    });
  });

  it("follow the currency's decimals and keep the sign", () => {
    const loss = { ...customer, lifetimeValueMinor: -1500, valueTier: "negative" as const };
    expect(wantedMetafields(loss, "JPY", borders)).toMatchObject({ lifetime_value: "-1500", amount_to_next_tier: "1500" });
    expect(wantedMetafields(loss, "KWD", borders)).toMatchObject({ lifetime_value: "-1.500", amount_to_next_tier: "1.500" });
  });

  it("carry the prediction where it is not proven, and measure the way up by historic value", () => {
    const unproven = wantedMetafields({ ...customer, valueTier: "mid" }, "GBP", { ...borders, standing: "beaten" });
    expect(unproven).toMatchObject({ predicted_value: "123.45", lifetime_value: "523.45", value_tier: "mid", amount_to_next_tier: "100.00" });
  });

  it("leave out what is not known instead of writing a zero", () => {
    const blank = { ...customer, probabilityAlive: null, averageDaysBetweenOrders: null, expectedNextOrderDay: null };
    const best = { ...blank, lifetimeValueMinor: 200_000, valueTier: "vip" as const };
    expect(Object.keys(wantedMetafields(best, "GBP", borders)).sort()).toEqual([
      "historic_value", "lifetime_value", "orders_count", "predicted_value", "stage", "value_tier",
    ]);
  });
});

describe("metafield definitions", () => {
  it("are those that shopify.app.toml declares", () => {
    const toml = parse(readFileSync("shopify.app.toml", "utf8")) as { customer: { metafields: { app: unknown } } };
    const declared = Object.entries(METAFIELD_DEFINITIONS).map(([key, definition]) => [
      key, { ...definition, access: { admin: "merchant_read" }, capabilities: { admin_filterable: true } },
    ]);
    expect(toml.customer.metafields.app).toEqual(Object.fromEntries(declared));
  });

  it("keep to Shopify's limits", () => {
    for (const [key, { name, description }] of Object.entries(METAFIELD_DEFINITIONS)) {
      expect(key).toMatch(/^[a-z_]{2,64}$/);
      expect(name.length).toBeLessThanOrEqual(255);
      expect(description.length).toBeLessThanOrEqual(100);
    }
    // One call of metafieldsSet takes 25.
    expect(Object.keys(METAFIELD_DEFINITIONS).length).toBeLessThanOrEqual(25);
  });
});
