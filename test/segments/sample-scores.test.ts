import { beforeAll, describe, expect, it } from "vitest";
import { withShop, withShopConnection } from "#app/db/with-shop.server.ts";
import { DEFAULT_DEFINITION } from "#app/segments/definition.ts";
import { findValueBorders } from "#app/segments/find-value-borders.ts";
import { sampleScores } from "#app/segments/sample-scores.repo.server.ts";
import { readShareBorders } from "#app/segments/share-borders.repo.server.ts";
import { useTestDatabase } from "../support/test-database.ts";

const test = useTestDatabase();
const DAY = new Date("2026-11-22T00:00:00Z");
const CUSTOMERS = 40_000;

let shopId: bigint;

/** Values from -2 to 996 with many ties; the second run is of another size. */
beforeAll(async () => {
  ({ id: shopId } = await test.db.prisma.shop.create({
    data: { domain: "sample.myshopify.com", currency: "EUR", timeZone: "UTC", scopes: [], installedAt: DAY },
  }));
  for (const [runId, count] of [[1, CUSTOMERS], [2, 3]] as const) {
    await test.owner.query(
      `INSERT INTO customer_scores (shop_id, run_id, customer_id, scored_day, orders_count, purchases, frequency, recency_days, age_days,
         first_order_day, last_order_day, expected_orders, historic_value_minor, predicted_value_minor, lifetime_value_minor, value_tier, stage)
       SELECT $1, $2, 7000000000000 + 32 * i, '2026-11-22', 2, 2, 1, 5, 9, '2026-11-13', '2026-11-18', 0, i % 5, 0, (i * i) % 999 - 2,
         CASE WHEN i % 4 = 0 THEN 'mid' ELSE 'low' END, 'active'
       FROM generate_series(1, $3::int) i`,
      [shopId, runId, count],
    );
  }
});

const sample = (runId: bigint, customers: number) => withShopConnection(test.db, shopId, (client) => sampleScores(client, { shopId, runId, customers }));

describe("a sample of a run", () => {
  it("is everybody of a small one", async () => {
    const rows = await sample(2n, 3);
    expect(rows.map(({ customerId }) => customerId).sort()).toEqual([7000000000032, 7000000000064, 7000000000096]);
    expect(rows[0]).toMatchObject({ scoredDay: DAY.getTime() / 86_400_000, ageDays: 9, probabilityAlive: null, expectedNextOrderDay: null, valueTier: "low" });
  });

  it("is a fair part of a large one, though the numbers have a pattern", async () => {
    const rows = await sample(1n, CUSTOMERS);
    expect(rows.length).toBeGreaterThan(8_000);
    expect(rows.length).toBeLessThan(12_000);
    // A quarter is mid; four standard deviations.
    const share = rows.filter(({ valueTier }) => valueTier === "mid").length / rows.length;
    expect(Math.abs(share - 0.25)).toBeLessThan(4 * Math.sqrt((0.25 * 0.75) / rows.length));
  });
});

describe("borders read in the index", () => {
  it.each([
    [0.05, 0.15, 0.3], [0.001, 0.5, 0.4], [0.2, 0.2, 0.2],
  ])("are those drawn of all values: %d, %d, %d", async (vip, high, mid) => {
    const rule = { by: "share" as const, vip, high, mid };
    const rows = await withShop(test.db, shopId, (tx) => tx.customerScore.findMany({ where: { runId: 1n }, select: { lifetimeValueMinor: true, historicValueMinor: true } }));
    const read = (basis: "lifetime" | "historic") =>
      withShopConnection(test.db, shopId, (client) => readShareBorders(client, { shopId, runId: 1n, customers: CUSTOMERS }, rule, basis));
    expect(await read("lifetime")).toEqual(findValueBorders(rows.map((row) => Number(row.lifetimeValueMinor)), rule));
    expect(await read("historic")).toEqual(findValueBorders(rows.map((row) => Number(row.historicValueMinor)), rule));
  });

  it("are at the lowest value where the tiers take in everybody, and nowhere where nobody is", async () => {
    const read = (runId: bigint, customers: number) =>
      withShopConnection(test.db, shopId, (client) => readShareBorders(client, { shopId, runId, customers }, DEFAULT_DEFINITION.value.tiers as { by: "share"; vip: number; high: number; mid: number }, "historic"));
    expect(await read(2n, 3)).toEqual({ vip: 3, high: 3, mid: 2 });
    expect(await read(9n, 0)).toEqual({ vip: null, high: null, mid: null });
  });
});
