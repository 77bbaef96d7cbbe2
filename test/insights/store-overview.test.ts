import { describe, expect, it } from "vitest";
import { withShop } from "#app/db/with-shop.server.ts";
import { measurePeriods } from "#app/insights/measure-periods.ts";
import { Overview, type Period } from "#app/insights/overview.ts";
import { storeOverview } from "#app/insights/store-overview.server.ts";
import { valueOf } from "#app/insights/ratio.ts";
import { purchaseColumns } from "#app/scoring/purchase-columns.ts";
import { scoreShop } from "#app/segments/score-shop.server.ts";
import { dayName } from "#app/time/day-name.ts";
import { createDice } from "#sandbox/fill/dice.ts";
import { captureLog } from "../support/captured-log.ts";
import { useTestDatabase } from "../support/test-database.ts";
import { concentrationStraight, periodsStraight } from "./overview-straight.ts";
import { storePlainOrders } from "./store-plain-orders.ts";

const test = useTestDatabase();
const NOW = new Date("2026-05-30T22:30:00Z");
const deps = () => ({ db: test.db, clock: () => NOW, log: captureLog().log, shopify: { run: () => Promise.reject(new Error("Nothing is asked")) } });

async function overviewOf(shopId: bigint) {
  await scoreShop(deps(), { shopId: String(shopId) }, { onScored: () => Promise.resolve() });
  await storeOverview(deps(), { shopId: String(shopId) });
  const run = await withShop(test.db, shopId, (tx) => tx.scoreRun.findFirst({ where: { shopId }, orderBy: { id: "desc" } }));
  return Overview.parse(run!.overview);
}

/** As the straight computation writes them. */
const plain = (periods: readonly Period[]) => periods.map(({ toDay, returningRevenue, repeatCustomers, purchaseValue, churn }) => ({
  to: dayName(toDay),
  customers: repeatCustomers.n,
  purchases: purchaseValue.whole,
  revenue: purchaseValue.part,
  returningRevenue: returningRevenue.part,
  repeatCustomers: repeatCustomers.part,
  churn: churn && { of: churn.n, left: churn.part },
}));

describe.each([
  ["Asia/Seoul", "2026-05-31", 1500, 500],
  ["America/New_York", "2026-05-30", 400, 60],
  ["UTC", "2026-05-30", 9, 5],
])("the overview of a shop in %s", (timeZone, today, count, customers) => {
  it("says what its orders say, and expects more the farther it looks", async () => {
    const { shopId, orders } = await storePlainOrders(test.db, createDice(count), { now: NOW, timeZone, count, customers });
    const { periods, concentration, forecasts } = await overviewOf(shopId);
    const straight = periodsStraight(orders, { today, timeZone });
    expect(plain(periods)).toEqual(straight);
    expect(straight.length).toBeGreaterThan(2);
    expect(periods.every(({ returningRevenue, purchaseValue }) => returningRevenue.whole === purchaseValue.part)).toBe(true);
    const { of, forMost, ...total } = concentrationStraight(orders);
    expect(concentration).toMatchObject({ ...total, customersForMost: forMost });
    expect(concentration!.points.map((point) => point.revenueMinor)).toEqual(concentration!.points.map((point) => of(point.customers)));
    expect(concentration!.points.at(-1)).toEqual({ customers: total.customers, revenueMinor: total.revenueMinor });

    expect(forecasts.map(({ days }) => days)).toEqual([30, 60, 90]);
    for (const [index, { orders: expected, revenueMinor }] of forecasts.entries()) {
      expect(expected!.value).toBeGreaterThan(forecasts[index - 1]?.orders!.value ?? 0);
      expect(revenueMinor!.range!.lower).toBeLessThan(revenueMinor!.value);
      expect(revenueMinor!.range!.upper).toBeGreaterThan(revenueMinor!.value);
    }
  });
});

describe("an overview", () => {
  it("of a shop without orders has nothing to say, and says why there is no forecast", async () => {
    const { shopId } = await storePlainOrders(test.db, createDice(1), { now: NOW, timeZone: "UTC", count: 0, customers: 1 });
    const { periods, concentration, forecasts } = await overviewOf(shopId);
    expect([periods, concentration]).toEqual([[], null]);
    expect(forecasts[0]).toEqual({ days: 30, orders: null, revenueMinor: null, guards: ["no-purchases"] });
  });

  it("of a young shop has one period, as long as the shop exists, in which nobody can have left", () => {
    const columns = purchaseColumns([[{ day: 100, valueMinor: 500 }, { day: 109, valueMinor: 700 }], [{ day: 104, valueMinor: 300 }], []]);
    const [only, ...others] = measurePeriods(columns, 109);
    expect(others).toEqual([]);
    expect(only).toMatchObject({ toDay: 109, days: 10, repeatCustomers: { n: 2, part: 1 }, churn: null });
    expect(valueOf(only!.returningRevenue)).toBeCloseTo(700 / 1500, 12);
    expect(valueOf(only!.purchaseValue)).toBe(500);
  });

  it("is not made of what was never scored", async () => {
    const shop = await test.db.prisma.shop.create({ data: { domain: "unscored.myshopify.com", currency: "EUR", timeZone: "UTC", scopes: [], installedAt: NOW } });
    await storeOverview(deps(), { shopId: String(shop.id) });
    expect(await withShop(test.db, shop.id, (tx) => tx.scoreRun.count({ where: { shopId: shop.id } }))).toBe(0);
  });
});
