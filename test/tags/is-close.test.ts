import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { writeCustomer } from "#app/tags/write-customer.server.ts";
import { diffCustomer } from "#app/tags/diff-customer.ts";
import { isClose } from "#app/tags/is-close.ts";
import { rescore } from "./shop-with-scores.ts";
import { useShopWithScores } from "./use-shop-with-scores.ts";
import { watch } from "./watched-shopify.ts";

const NOW = new Date("2026-11-20T02:00:00Z");
const WRITTEN = {
  tags: ["clv:value-mid"],
  metafields: {
    lifetime_value: "200.00", historic_value: "150.00", predicted_value: "50.00", amount_to_next_tier: "80.00", churn_probability: "0.300",
    expected_next_order_date: "2026-12-20", average_days_between_orders: "30.0", orders_count: "4", value_tier: "mid", stage: "active",
  },
};

function isCloseWith(changes: Record<string, string>, tags = WRITTEN.tags): boolean {
  const wanted = { tags, metafields: { ...WRITTEN.metafields, ...changes } };
  return isClose(diffCustomer(wanted, { ...WRITTEN, certain: true }), WRITTEN, NOW);
}

describe("figures that are hardly off stay as they stand", () => {
  it.each([
    ["lifetime_value", "209.99", "210.00"],
    ["lifetime_value", "190.01", "190.00"],
    ["predicted_value", "54.99", "55.00"],
    ["amount_to_next_tier", "72.01", "72.00"],
    ["churn_probability", "0.349", "0.351"],
    // A month away: a fifth of it.
    ["expected_next_order_date", "2026-12-25", "2026-12-28"],
    ["expected_next_order_date", "2026-12-16", "2026-12-12"],
  ])("%s: %s is close, %s is not", (key, close, far) => {
    expect(isCloseWith({ [key]: close })).toBe(true);
    expect(isCloseWith({ [key]: far })).toBe(false);
  });

  it("a small amount is weighed against what the customer is worth, where that is written", () => {
    const small = { ...WRITTEN.metafields, predicted_value: "1.00" };
    const { lifetime_value: _, ...alone } = small;
    const diff = { addTags: [], removeTags: [], setMetafields: { predicted_value: "2.50" }, deleteMetafields: [] };
    expect(isClose(diff, { tags: [], metafields: small }, NOW)).toBe(true);
    expect(isClose(diff, { tags: [], metafields: alone }, NOW)).toBe(false);
    expect(isClose({ ...diff, setMetafields: { predicted_value: "3.00" } }, { tags: [], metafields: small }, NOW)).toBe(false);
  });

  it("a date that is near, or past, may be off by less than three days", () => {
    const near = { tags: [], metafields: { expected_next_order_date: "2026-11-18" } };
    const diff = (day: string) => ({ addTags: [], removeTags: [], setMetafields: { expected_next_order_date: day }, deleteMetafields: [] });
    expect(isClose(diff("2026-11-20"), near, NOW)).toBe(true);
    expect(isClose(diff("2026-11-21"), near, NOW)).toBe(false);
  });

  it("what an order changes, a tier, a stage and a tag are exact", () => {
    expect(isCloseWith({ historic_value: "150.01" })).toBe(false);
    expect(isCloseWith({ orders_count: "5" })).toBe(false);
    expect(isCloseWith({ average_days_between_orders: "30.1" })).toBe(false);
    expect(isCloseWith({ value_tier: "high" })).toBe(false);
    expect(isCloseWith({ stage: "at-risk" })).toBe(false);
    expect(isCloseWith({}, ["clv:value-high"])).toBe(false);
  });

  it("what comes or goes is written", () => {
    const { predicted_value: _, ...without } = WRITTEN.metafields;
    const full = { ...WRITTEN, certain: true };
    expect(isClose(diffCustomer({ tags: WRITTEN.tags, metafields: without }, full), WRITTEN, NOW)).toBe(false);
    expect(isClose(diffCustomer(WRITTEN, { tags: WRITTEN.tags, metafields: without, certain: true }), { tags: WRITTEN.tags, metafields: without }, NOW)).toBe(false);
  });

  it("however slowly a figure drifts, what stands there is never further off than that", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -8, max: 8 }), { maxLength: 60 }), (steps) => {
        let [wanted, written] = [20_000, 20_000];
        for (const step of steps) {
          wanted += step * 40;
          const before = { tags: [], metafields: { lifetime_value: (written / 100).toFixed(2) } };
          const diff = diffCustomer({ tags: [], metafields: { lifetime_value: (wanted / 100).toFixed(2) } }, { ...before, certain: true });
          if (!isClose(diff, before, NOW)) written = wanted;
          expect(Math.abs(wanted - written)).toBeLessThanOrEqual(0.05 * Math.abs(written));
        }
      }),
    );
  });
});

describe("a shop", () => {
  const { test, shop, deps, payload, fill, metafieldsOf, writeAll, lastRun } = useShopWithScores();

  it("whose predictions moved a little in the night is not written to; with a new stage every figure is, and after an order", async () => {
    const [drifted, moved, ordered] = (await fill(3)) as [bigint, bigint, bigint];
    await writeAll();
    for (const id of [drifted, moved, ordered]) await rescore(test.db, shop.id, id, { lifetimeValueMinor: 6_010 });
    await rescore(test.db, shop.id, moved, { stage: "at-risk" });
    const night = watch(deps);
    await writeAll(night.deps);
    expect(night.changes).toEqual(["TagsRemove", "TagsAdd", "MetafieldsSet"]);
    expect(await lastRun()).toMatchObject({ customersTotal: 1, customersDone: 1 });
    expect(metafieldsOf(drifted)).toMatchObject({ lifetime_value: "60.00" });
    expect(metafieldsOf(moved)).toMatchObject({ lifetime_value: "60.10", stage: "at-risk" });
    await writeCustomer(deps, { ...payload(), customerId: String(ordered) });
    expect(metafieldsOf(ordered)).toMatchObject({ lifetime_value: "60.10" });
  });

  it("is written to where we do not know what stands there", async () => {
    const [id] = await fill(1);
    await writeAll();
    await rescore(test.db, shop.id, id!, { lifetimeValueMinor: 6_010 });
    await test.owner.query("UPDATE customer_writes SET pending = true, in_bulk = true");
    await writeAll();
    expect(metafieldsOf(id!)).toMatchObject({ lifetime_value: "60.10" });
  });
});
