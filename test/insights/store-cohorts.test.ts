import { beforeAll, describe, expect, it } from "vitest";
import { withShop } from "#app/db/with-shop.server.ts";
import { cohortRows } from "#app/insights/cohort-rows.ts";
import { COHORT_CUTS } from "#app/insights/cohort-cuts.ts";
import type { CohortSums } from "#app/insights/cohort-sums.ts";
import { findCohortRun, readCohorts, WHOLE_SHOP } from "#app/insights/cohorts.repo.server.ts";
import { readSplits } from "#app/insights/read-splits.repo.server.ts";
import { storeCohorts } from "#app/insights/store-cohorts.server.ts";
import { storeSplits } from "#app/insights/store-splits.repo.server.ts";
import { assessOrder } from "#app/orders/assess-order.ts";
import type { FinancialStatus } from "#app/orders/order-facts.ts";
import { scoreShop } from "#app/segments/score-shop.server.ts";
import { dateToDay } from "#app/time/date-to-day.ts";
import { dayName } from "#app/time/day-name.ts";
import { createDice } from "#sandbox/fill/dice.ts";
import { captureLog } from "../support/captured-log.ts";
import { useTestDatabase } from "../support/test-database.ts";
import { cohortsStraight, type PlainOrder } from "./cohorts-straight.ts";
import { storePlainOrders } from "./store-plain-orders.ts";

const test = useTestDatabase();
const NOW = new Date("2026-05-30T22:30:00Z");
const depsAt = (now: Date) => ({ db: test.db, clock: () => now, log: captureLog().log, shopify: { run: () => Promise.reject(new Error("Nothing is asked")) } });

async function work(shopId: bigint, now = NOW): Promise<void> {
  await scoreShop(depsAt(now), { shopId: String(shopId) }, { onScored: storeSplits });
  await storeCohorts(depsAt(now), { shopId: String(shopId) });
}

const stored = (shopId: bigint, group: Parameters<typeof readCohorts>[2] = WHOLE_SHOP) =>
  withShop(test.db, shopId, async (tx) => readCohorts(tx, { shopId, runId: (await findCohortRun(tx, shopId))! }, group));

/** As the straight computation writes it. */
const plainRows = (sums: readonly CohortSums[], today: string, length: "month" | "quarter", value: "netMinor" | "revenueMinor") => {
  const cohorts = sums.map((it) => ({ ...it, valueMinor: it[value], historicMinor: 0 }));
  return cohortRows(cohorts, dateToDay(new Date(today)), length).map(({ cohort, customers, cells }) => ({
    firstDay: dayName(cohort.firstDay),
    customers,
    cells: cells.map((cell) => cell && { n: cell.n, buyers: cell.buyers, totalMinor: cell.totalMinor }),
  }));
};

describe.each([
  ["Asia/Seoul", "2026-05-31"],
  ["America/New_York", "2026-05-30"],
])("the cohorts of a shop in %s", (timeZone, today) => {
  let shopId: bigint;
  let orders: PlainOrder[];

  beforeAll(async () => {
    ({ shopId, orders } = await storePlainOrders(test.db, createDice(11), { now: NOW, timeZone, count: 1500, customers: 500 }));
    await work(shopId);
  });

  it.each([["month", "netMinor"], ["month", "revenueMinor"], ["quarter", "netMinor"], ["quarter", "revenueMinor"]] as const)(
    "by %s are what the orders say, of %s",
    async (length, value) => {
      const expected = cohortsStraight(orders, { today, timeZone, length, value });
      expect(plainRows(await stored(shopId), today, length, value)).toEqual(expected);
      expect(expected.length).toBeGreaterThan(4);
      expect(expected.at(-1)!.cells).toContain(null);
    },
  );

  it.each(["channel", "country", "firstProduct", "discount"] as const)("of each group by %s are what the orders of those customers say", async (cut) => {
    const { cells } = (await withShop(test.db, shopId, (tx) => readSplits(tx, shopId)))!;
    expect(cells[cut].top.map(({ key }) => key)).toContain(null);
    for (const [place, { key, customers }] of cells[cut].top.entries()) {
      const sums = await stored(shopId, { cut, place });
      const among = (first: PlainOrder) => first.keys[cut] === key;
      expect(plainRows(sums, today, "month", "netMinor"), `${cut} ${key}`).toEqual(cohortsStraight(orders, { today, timeZone, length: "month", value: "netMinor", among }));
      expect(sums.reduce((sum, it) => sum + it.customers, 0)).toBe(customers);
    }
  });

  it("by order size are those of the bands that the splits have", async () => {
    const { cells, orderSizeBands } = (await withShop(test.db, shopId, (tx) => readSplits(tx, shopId)))!;
    expect(orderSizeBands).toHaveLength(4);
    for (const [place, { key }] of cells.orderSize.top.entries()) {
      const { fromMinor, belowMinor } = orderSizeBands[Number(key)]!;
      const among = ({ netMinor }: PlainOrder) => netMinor >= (fromMinor ?? 0) && netMinor < (belowMinor ?? Infinity);
      expect(plainRows(await stored(shopId, { cut: "orderSize", place }), today, "quarter", "revenueMinor"))
        .toEqual(cohortsStraight(orders, { today, timeZone, length: "quarter", value: "revenueMinor", among }));
    }
  });

  it("add up to all customers and to what the run expects of them, whichever way they are cut", async () => {
    const total = (sums: readonly CohortSums[]) => sums.reduce((all, it) => [all[0]! + it.customers, all[1]! + it.predictedMinor], [0, 0]);
    const whole = total(await stored(shopId));
    const scores = await withShop(test.db, shopId, (tx) => tx.customerScore.findMany({ where: { shopId, purchases: { gt: 0 } } }));
    expect(whole).toEqual([scores.length, scores.reduce((sum, it) => sum + Number(it.predictedValueMinor), 0)]);
    for (const cut of COHORT_CUTS) {
      const groups = await withShop(test.db, shopId, (tx) => tx.cohortGroup.findMany({ where: { shopId, cut } }));
      expect(total(groups.flatMap(({ cohorts }) => cohorts as CohortSums[])), cut).toEqual(whole);
    }
  });

  it("have as revenue what the ledger's rule makes of an order when tax and shipping count", async () => {
    const rows = await withShop(test.db, shopId, (tx) => tx.order.findMany({ where: { shopId, exclusion: null, customerId: { not: null } } }));
    const sum = rows.reduce((all, row) => {
      const facts = {
        test: row.test, cancelledAt: null, financialStatus: row.financialStatus as FinancialStatus, currency: row.currency, taxesIncluded: row.taxesIncluded,
        currentSubtotalMinor: Number(row.currentSubtotalMinor), currentTaxMinor: Number(row.currentTaxMinor), giftCardMinor: Number(row.giftCardMinor),
        refundDiscrepancyMinor: Number(row.refundDiscrepancyMinor), shippingMinor: Number(row.shippingMinor), shippingTaxMinor: Number(row.shippingTaxMinor),
      };
      return all + assessOrder(facts, { shopCurrency: "EUR", rule: { tax: true, shipping: true } }).netMinor;
    }, 0);
    expect((await stored(shopId)).flatMap(({ revenueMinor }) => revenueMinor).reduce((all, it) => all + it, 0)).toBe(sum);
  });
});

describe("cohorts of a run", () => {
  const draw = (count: number, customers = 40) => storePlainOrders(test.db, createDice(count), { now: NOW, timeZone: "UTC", count, customers });

  it("take the place of those before, and are those of this shop alone", async () => {
    const [{ shopId }, neighbour] = [await draw(60), await draw(80)];
    await work(neighbour.shopId);
    await work(shopId);
    const before = await stored(shopId);
    await test.owner.query("UPDATE orders SET exclusion = 'test' WHERE shop_id = $1 AND id > 30", [shopId]);
    await work(shopId);
    expect((await stored(shopId)).length).toBeLessThanOrEqual(before.length);
    const { rows } = await test.owner.query("SELECT DISTINCT c.run_id = s.current_run_id AS current FROM cohort_groups c JOIN shops s ON s.id = c.shop_id");
    expect(rows).toEqual([{ current: true }]);
    const straight = cohortsStraight(neighbour.orders, { today: "2026-05-30", timeZone: "UTC", length: "month", value: "netMinor" });
    expect(plainRows(await stored(neighbour.shopId), "2026-05-30", "month", "netMinor")).toEqual(straight);
  });

  it("put the groups beyond those with a cell of their own together", async () => {
    const { shopId, orders } = await draw(400, 200);
    await test.owner.query("UPDATE orders SET channel = 'c' || customer_id % 45 WHERE shop_id = $1", [shopId]);
    await work(shopId);
    const { top, other } = (await withShop(test.db, shopId, (tx) => readSplits(tx, shopId)))!.cells.channel;
    expect(other!.keys).toBe(15);
    const own = new Set(top.map(({ key }) => key));
    const among = ({ customer }: PlainOrder) => !own.has(`c${customer % 45}`);
    const expected = cohortsStraight(orders, { today: "2026-05-30", timeZone: "UTC", length: "month", value: "netMinor", among });
    expect(plainRows(await stored(shopId, { cut: "channel", place: top.length }), "2026-05-30", "month", "netMinor")).toEqual(expected);
  });

  it("leave out who objects to being scored", async () => {
    const { shopId, orders } = await draw(100);
    await test.owner.query("INSERT INTO customer_opt_outs (shop_id, customer_id, kind, since) SELECT $1, n, 'automated-decisions', now() FROM generate_series(1, 20) n", [shopId]);
    await work(shopId);
    const rest = cohortsStraight(orders.filter(({ customer }) => customer > 20), { today: "2026-05-30", timeZone: "UTC", length: "month", value: "netMinor" });
    expect(plainRows(await stored(shopId), "2026-05-30", "month", "netMinor")).toEqual(rest);
  });

  it("of nobody are there, and empty; without a run there are none", async () => {
    const { shopId } = await draw(0);
    await storeCohorts(depsAt(NOW), { shopId: String(shopId) });
    expect(await withShop(test.db, shopId, (tx) => findCohortRun(tx, shopId))).toBeNull();
    await work(shopId);
    expect(await stored(shopId)).toEqual([]);
  });

  it("are not put in place of those of a run that has come meanwhile", async () => {
    const { shopId } = await draw(50);
    await work(shopId);
    const { rows: [first] } = await test.owner.query("SELECT run_id FROM cohort_groups WHERE shop_id = $1", [shopId]);
    await test.owner.query("DELETE FROM cohort_groups WHERE shop_id = $1", [shopId]);
    // The run is looked up through Prisma, the orders are read through the pool.
    const connect = async () => {
      await test.owner.query("UPDATE shops SET current_run_id = NULL WHERE id = $1", [shopId]);
      return test.db.pool.connect();
    };
    const db = { ...test.db, pool: { connect } as unknown as typeof test.db.pool };
    await storeCohorts({ db }, { shopId: String(shopId) });
    expect((await test.owner.query("SELECT run_id FROM cohort_groups WHERE shop_id = $1", [shopId])).rows).toEqual([]);
    await test.owner.query("UPDATE shops SET current_run_id = $2 WHERE id = $1", [shopId, first.run_id]);
    await storeCohorts(depsAt(NOW), { shopId: String(shopId) });
    expect((await stored(shopId)).length).toBeGreaterThan(0);
  });
});
