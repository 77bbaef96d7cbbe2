import { existsSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { withShop } from "#app/db/with-shop.server.ts";
import { Overview } from "#app/insights/overview.ts";
import { storeCohorts } from "#app/insights/store-cohorts.server.ts";
import { storeOverview } from "#app/insights/store-overview.server.ts";
import { storeSplits } from "#app/insights/store-splits.repo.server.ts";
import { FittedModel } from "#app/scoring/fitted-model.ts";
import { RunInterval } from "#app/scoring/run-interval.ts";
import { scoreShop } from "#app/segments/score-shop.server.ts";
import { dateToDay } from "#app/time/date-to-day.ts";
import { monthsBetween } from "#app/time/months.ts";
import { parseCohortsQuery } from "#app/views/cohorts-query.ts";
import { viewCohorts } from "#app/views/cohorts.view.server.ts";
import { cohortsStraight, countedOf, type LedgerOrder, togetherStraight } from "../insights/cohorts-straight.ts";
import { readExportedOrders, storeExportedOrders } from "../insights/store-exported-orders.ts";
import { captureLog } from "../support/captured-log.ts";
import { useTestDatabase } from "../support/test-database.ts";
import type { Buyer } from "./acquisition-from-scratch.ts";
import { expectAcquisition, noteSpends } from "./expect-acquisition.ts";
import { expectHome } from "./expect-home.ts";
import { forecastStraight } from "./forecast-straight.ts";

const test = useTestDatabase();
const dataFolder = process.env["CLV_DATA"] ?? join(import.meta.dirname, "../../../shared/data");
/** The files know one channel: every third customer is put into another. */
const channelOf = (customer: number) => (customer % 3 === 1 ? "pos" : "web");

describe.each([
  { name: "cdnow-sample-orders.csv.gz", handle: "cdnow", currency: "USD", today: "1998-06-30", spent: { from: "1997-01", to: "1997-03" } },
  { name: "online-retail-orders.csv.gz", handle: "online-retail", currency: "GBP", today: "2011-12-09", spent: { from: "2010-12", to: "2011-05" } },
])("of the orders of $name", ({ name, handle, currency, today, spent }) => {
  const file = join(dataFolder, name);
  const isThere = existsSync(file);
  if (!isThere) console.info(`Left out: the pages of ${name}, which is not in ${dataFolder}`);
  const deps = () => ({ db: test.db, clock: () => new Date(`${today}T20:00:00Z`), log: captureLog().log, shopify: { run: () => Promise.reject(new Error("Nothing is asked")) } });
  let shopId: bigint;
  let orders: LedgerOrder[];

  beforeAll(async () => {
    if (!isThere) return;
    orders = readExportedOrders(file);
    shopId = await storeExportedOrders(test.db, test.owner, { handle, currency }, orders);
    await test.owner.query("UPDATE orders SET channel = CASE customer_id % 3 WHEN 1 THEN 'pos' ELSE 'web' END WHERE shop_id = $1", [shopId]);
    await scoreShop(deps(), { shopId: String(shopId) }, { onScored: storeSplits });
    await storeOverview(deps(), { shopId: String(shopId) });
    await storeCohorts(deps(), { shopId: String(shopId) });
  });

  it.skipIf(!isThere)("Home shows what is worked out from the file, each figure of it", async () => {
    await expectHome(deps(), shopId, orders, { today, timeZone: "UTC" });
  });

  it.skipIf(!isThere)("Home expects of the next 30 days what follows from the parameters that the run prints", async () => {
    const run = await withShop(test.db, shopId, (tx) => tx.scoreRun.findFirstOrThrow({ where: { shopId } }));
    const { level } = RunInterval.parse(run.interval).correction.orders;
    const straight = forecastStraight(orders, FittedModel.parse(run.model), level, { today, timeZone: "UTC", days: 30 });
    const { days, orders: count, revenueMinor } = Overview.parse(run.overview).forecasts[0]!;
    expect(days).toBe(30);
    expect(count!.value / straight.orders).toBeCloseTo(1, 6);
    expect(revenueMinor!.value / straight.revenueMinor).toBeCloseTo(1, 6);
  });

  it.skipIf(!isThere)("Cohorts shows what is worked out from the file, whole and channel beside channel", async () => {
    const { currentRunId } = await test.db.prisma.shop.findUniqueOrThrow({ where: { id: shopId } });
    const shown = async (params: Record<string, string>) =>
      (await viewCohorts(deps(), { id: shopId, currentRunId, currency }, parseCohortsQuery(new URLSearchParams(params)))).shown!;
    const straight = (length: "month" | "quarter", channel?: string) =>
      cohortsStraight(countedOf(orders), { today, timeZone: "UTC", length, value: "netMinor", ...(channel && { among: ({ customer }) => channelOf(customer) === channel }) });
    for (const length of ["month", "quarter"] as const) {
      const expected = straight(length);
      expect((await shown({ length })).cohorts.map(({ firstDay, customers, cells }) => ({ firstDay, customers, cells }))).toEqual(expected.map(({ cells, ...row }) => ({
        ...row,
        cells: cells.map((cell) => cell && { ...cell, retention: cell.buyers / cell.n, perCustomerMinor: cell.totalMinor / cell.n }),
      })));
      expect(expected.length).toBeGreaterThan(length === "month" ? 2 : 0);
    }
    const { compared, all } = await shown({ cut: "channel" });
    expect(compared.map(({ key }) => key)).toEqual(["web", "pos"]);
    for (const [row, expected] of [[all, straight("month")], ...compared.map((it) => [it, straight("month", it.key!)] as const)] as const) {
      togetherStraight(expected).forEach(({ n, buyers, perCustomerMinor }, month) => {
        expect(row.cells[month]).toMatchObject({ n, buyers });
        expect(row.cells[month]!.perCustomerMinor).toBeCloseTo(perCustomerMinor, 6);
      });
    }
  });

  it.skipIf(!isThere)("Acquisition shows what is worked out from the file, whole and by channel", async () => {
    const rows = await withShop(test.db, shopId, (tx) => tx.customerScore.findMany({ where: { shopId }, select: { customerId: true, predictedValueMinor: true } }));
    const predicted = new Map(rows.map((row) => [Number(row.customerId), Number(row.predictedValueMinor)]));
    const buyers = Array.from(Map.groupBy(countedOf(orders), ({ customer }) => customer), ([customer, own]): Buyer => ({
      purchases: own.map(({ at, netMinor }) => ({ day: dateToDay(new Date(at.toISOString().slice(0, 10))), valueMinor: netMinor })),
      channel: channelOf(customer),
      predictedMinor: predicted.get(customer)!,
    }));
    const spends = monthsBetween(spent.from, spent.to).flatMap((month) => [
      { month, channel: "web", amountMinor: 2_000_000 }, { month, channel: "pos", amountMinor: 500_000 },
    ]);
    const shop = { id: shopId, currency, timeZone: "UTC" };
    await noteSpends(deps(), shop, spends);
    const { byChannel, all } = await expectAcquisition(deps(), shop, buyers, spends, `from=${spent.from}&to=${spent.to}`);
    expect(byChannel).toHaveLength(2);
    expect(all.newCustomers).toBeGreaterThan(1000);
  });
});
