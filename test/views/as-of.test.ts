import { beforeEach, describe, expect, it } from "vitest";
import { withShop } from "#app/db/with-shop.server.ts";
import { GOODS_ALONE, type ValueRule } from "#app/orders/value-rule.ts";
import { scoreCustomer } from "#app/scoring/score-customers.ts";
import { DEFAULT_DEFINITION } from "#app/segments/definition.ts";
import { requireShop } from "#app/shops/find-shop.repo.server.ts";
import { dateToDay } from "#app/time/date-to-day.ts";
import { dayToDate } from "#app/time/day-to-date.ts";
import { viewAsOf } from "#app/views/as-of.view.server.ts";
import { SHOP_MODEL } from "../support/shop-model.ts";
import { useTestDatabase } from "../support/test-database.ts";
import { addOrders } from "./orders-of-shop.ts";
import { addShop, NOW } from "./scored-shop.ts";

const test = useTestDatabase();
const ANN = 5n;
const RUN_DAY = dateToDay(new Date("2026-11-10"));
const OTHER_MODEL = { ...SHOP_MODEL, shop: { ...SHOP_MODEL.shop, averageOrderValueMinor: 9_000 }, levelCorrection: { orders: 1.1, orderValue: 0.9 } };
let shopId: bigint;

beforeEach(async () => {
  await test.owner.query("TRUNCATE shops CASCADE");
  ({ id: shopId } = await addShop(test.db, test.owner, "one"));
  await addOrders(test.db, shopId, [
    { id: 1n, customerId: ANN, netMinor: 1_000, processedAt: new Date("2026-08-01T10:00:00Z") },
    { id: 2n, customerId: ANN, netMinor: 2_000, processedAt: new Date("2026-11-10T10:00:00Z") },
    { id: 3n, customerId: ANN, netMinor: 4_000, processedAt: new Date("2026-11-11T10:00:00Z") },
    { id: 4n, customerId: ANN, netMinor: 8_000, exclusion: "cancelled", processedAt: new Date("2026-09-01T10:00:00Z") },
  ]);
});

const addRun = (change: { day?: number; currency?: string; isFinished?: boolean; orderValue?: ValueRule } = {}, shop = shopId) => {
  const { day = RUN_DAY, currency = "EUR", isFinished = true, orderValue = GOODS_ALONE } = change;
  const borders = { value: { vip: null, high: null, mid: null }, rhythm: { medianGapDays: 90, newWindowDays: 90 }, definition: { ...DEFAULT_DEFINITION, orderValue } };
  const startedAt = dayToDate(day);
  const run = { startedAt, finishedAt: isFinished ? startedAt : null, observationEnd: startedAt, currency, horizonDays: 365, annualDiscountRate: 0.1 };
  return withShop(test.db, shop, (tx) => tx.scoreRun.create({ data: { shopId: shop, ...run, model: OTHER_MODEL, borders } }));
};
const view = async (runId: bigint | null, customerId = ANN) =>
  viewAsOf({ db: test.db, clock: () => NOW }, await requireShop(test.db, shopId), { customerId, runId });

describe("a customer's value as of an earlier run", () => {
  it("is worked out by that run's model from what the customer had bought by its day", async () => {
    const { id } = await addRun();
    const { runs, asked } = (await view(id))!;
    expect(runs).toEqual([{ id: String(id), startedAt: "2026-11-10T00:00:00.000Z" }]);
    const history = { purchases: 2, firstPurchaseDay: dateToDay(new Date("2026-08-01")), lastPurchaseDay: RUN_DAY, historicValueMinor: 3_000 };
    expect(asked).toMatchObject({ id: String(id), why: { history, observationEnd: RUN_DAY, score: scoreCustomer(OTHER_MODEL, history, RUN_DAY) } });
    expect(asked!.why.score.predictedValueMinor).not.toBe(scoreCustomer(SHOP_MODEL, history, RUN_DAY).predictedValueMinor);
    expect(JSON.parse(JSON.stringify(asked))).toEqual(asked);
  });

  it("has in it what became of those orders since", async () => {
    const { id } = await addRun();
    await withShop(test.db, shopId, (tx) => tx.order.updateMany({ where: { id: 2n }, data: { refundDiscrepancyMinor: -1_500, netMinor: 500 } }));
    expect((await view(id))!.asked!.why.history.historicValueMinor).toBe(1_500);
  });

  it("counts orders as that run did, whatever counts by now", async () => {
    const { id } = await addRun({ orderValue: { tax: false, shipping: true } });
    await withShop(test.db, shopId, (tx) => tx.order.updateMany({ where: { id: 2n }, data: { shippingMinor: 600, shippingTaxMinor: 100 } }));
    expect((await view(id))!.asked!.why.history.historicValueMinor).toBe(3_600);
  });

  it("offers finished runs of the shop's currency from the first order on, the newest first, and not the current one", async () => {
    await addRun({ day: dateToDay(new Date("2026-07-31")) });
    const first = await addRun({ day: dateToDay(new Date("2026-08-01")) });
    const second = await addRun();
    const others = [await addRun({ currency: "USD" }), await addRun({ isFinished: false })];
    const { currentRunId } = await requireShop(test.db, shopId);
    const foreign = await addRun({}, (await addShop(test.db, test.owner, "other")).id);
    expect((await view(null))!.runs.map(({ id }) => id)).toEqual([second, first].map(({ id }) => String(id)));
    for (const id of [...others.map((it) => it.id), currentRunId!, foreign.id]) expect((await view(id))!.asked).toBeNull();
  });

  it("is not offered where no earlier run knew the customer, nor for who is not scored", async () => {
    expect(await view(null)).toBeNull();
    const { id } = await addRun();
    expect(await view(id, 6n)).toBeNull();
    await withShop(test.db, shopId, (tx) => tx.customerOptOut.create({ data: { shopId, customerId: ANN, kind: "automated-decisions", since: NOW } }));
    expect(await view(id)).toBeNull();
  });
});
