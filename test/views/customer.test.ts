import { beforeEach, describe, expect, it } from "vitest";
import { withShop } from "#app/db/with-shop.server.ts";
import { recompute, type ScoreExplanation } from "#app/scoring/explain-score.ts";
import { scoreCustomer } from "#app/scoring/score-customers.ts";
import { dateToDay } from "#app/time/date-to-day.ts";
import { viewCustomer, viewMergedInto } from "#app/views/customer.view.server.ts";
import { parseLedgerPlace } from "#app/views/ledger-place.ts";
import { SHOP_MODEL } from "../support/shop-model.ts";
import { useTestDatabase } from "../support/test-database.ts";
import { addOrders } from "./orders-of-shop.ts";
import { addScores, addShop, NOW, type ScoredShop } from "./scored-shop.ts";

const test = useTestDatabase();
let shop: ScoredShop;

beforeEach(async () => {
  await test.owner.query("TRUNCATE shops CASCADE");
  shop = await addShop(test.db, test.owner, "one");
});

const view = (customerId: bigint, from: string | null = null) => viewCustomer(test.db, { ...shop, currency: "EUR", countsTax: false, countsShipping: false }, customerId, parseLedgerPlace(from));

describe("a customer's page", () => {
  it("is null for who has neither an order nor a score, and for another shop's customer", async () => {
    const other = await addShop(test.db, test.owner, "other");
    await addScores(test.owner, other, 10);
    await addOrders(test.db, other.id, [{ id: 1n, customerId: 5n, netMinor: 100 }]);
    expect(await view(5n)).toBeNull();
  });

  it("knows whom a customer was merged into, in their own shop alone", async () => {
    const other = await addShop(test.db, test.owner, "other");
    await withShop(test.db, shop.id, (tx) => tx.customerMerge.create({ data: { shopId: shop.id, fromCustomerId: 5n, toCustomerId: 6n } }));
    expect(await viewMergedInto(test.db, shop.id, 5n)).toBe("6");
    expect([await viewMergedInto(test.db, shop.id, 6n), await viewMergedInto(test.db, other.id, 5n)]).toEqual([null, null]);
  });

  it("has the three values, and the tags with the rule and the figures behind each", async () => {
    await addScores(test.owner, shop, 96);
    const customer = await view(92n);
    expect(customer?.score).toMatchObject({
      historicValueMinor: 9_200,
      predictedValueMinor: 4_600,
      lifetimeValueMinor: 13_800,
      tags: ["clv:value-vip", "clv:stage-at-risk"],
      tier: { tier: "vip", reason: "reached", valueMinor: 13_800, border: { minor: 9_000 }, next: null },
      // 2 purchases, 92 days apart from the first order, the last one 30 days ago
      stage: { stage: "at-risk", figures: { purchases: 2, daysSinceLast: 30 }, rhythm: { medianGapDays: 40 } },
    });
  });

  it("explains the predicted value from the row alone: worked out again it is the stored number", async () => {
    const today = dateToDay(new Date("2026-11-21"));
    const history = { purchases: 4, firstPurchaseDay: today - 200, lastPurchaseDay: today - 30, historicValueMinor: 12_345 };
    const score = scoreCustomer(SHOP_MODEL, history, today);
    await addScores(test.owner, shop, 5);
    const row = { purchases: 4, frequency: 3, recencyDays: 170, ageDays: 200, historicValueMinor: 12_345n, predictedValueMinor: BigInt(score.predictedValueMinor) };
    const range = { predictedLowerMinor: 0n, predictedUpperMinor: 7_000n };
    await withShop(test.db, shop.id, (tx) => tx.customerScore.updateMany({ where: { shopId: shop.id, customerId: 5n }, data: { ...row, ...range } }));
    const shown = (await view(5n))!.score!;
    expect(shown.predictedRange).toEqual({ lowerMinor: 0, upperMinor: 7_000 });
    expect(shown.why.history).toEqual(history);
    expect(recompute(JSON.parse(JSON.stringify(shown.why)) as ScoreExplanation).predictedValueMinor).toBe(shown.predictedValueMinor);
    expect((await view(4n))!.score!.predictedRange).toBeNull();
  });

  it("tells the customer's own orders, moves, wishes and writes in one line of time, by the run's rule", async () => {
    await addScores(test.owner, shop, 5);
    await addOrders(test.db, shop.id, [
      { id: 1n, customerId: 3n, netMinor: 500, processedAt: new Date("2026-01-05T10:00:00Z") },
      { id: 2n, customerId: 3n, netMinor: 700, processedAt: new Date("2026-03-05T10:00:00Z") },
      { id: 3n, customerId: 4n, netMinor: 900, processedAt: new Date("2026-02-05T10:00:00Z") },
    ]);
    await withShop(test.db, shop.id, async (tx) => {
      const move = { shopId: shop.id, dimension: "stage", from: "lost", to: "active" };
      await tx.segmentMove.createMany({ data: [{ ...move, customerId: 3n, movedAt: "2026-03-05T11:00:00Z" }, { ...move, customerId: 4n, movedAt: NOW }] });
      await tx.customerOptOut.create({ data: { shopId: shop.id, customerId: 3n, kind: "sale-of-data", since: "2026-02-01T00:00:00Z" } });
      await tx.customerWrite.create({ data: { shopId: shop.id, customerId: 3n, tags: ["clv:value-low"], metafields: {}, pending: false, writtenAt: NOW } });
    });
    const customer = (await view(3n))!;
    expect(customer.timeline.events.map(({ kind, at }) => [kind, at.slice(0, 10)])).toEqual([
      ["written", "2026-11-21"], ["move", "2026-03-05"], ["order", "2026-03-05"], ["wish", "2026-02-01"], ["order", "2026-01-05"],
    ]);
    expect(customer.score).toMatchObject({
      purchaseDays: ["2026-01-05", "2026-03-05"], moves: [{ dimension: "stage", from: "lost", to: "active", at: "2026-03-05T11:00:00.000Z" }],
    });
  });

  it("shows orders of who is not scored yet", async () => {
    await addOrders(test.db, shop.id, [{ id: 1n, customerId: 5n, netMinor: 100 }]);
    expect(await view(5n)).toMatchObject({ score: null, written: null, ledger: { total: 1, older: null } });
  });

  it("has every order in or out with its reason, and parts that add up to its net value", async () => {
    await addOrders(test.db, shop.id, [
      { id: 1n, customerId: 5n, netMinor: 1000, giftCardMinor: 250, processedAt: new Date("2026-03-01T10:00:00Z") },
      { id: 2n, customerId: 5n, netMinor: 400, exclusion: "cancelled", processedAt: new Date("2026-04-01T10:00:00Z") },
      { id: 3n, customerId: 6n, netMinor: 1 },
    ]);
    const orders = (await view(5n))!.ledger.orders;
    expect(orders.map(({ name, exclusion, netMinor }) => [name, exclusion, netMinor])).toEqual([
      ["#1002", "cancelled", 400],
      ["#1001", null, 1000],
    ]);
    expect(orders[1]!.components).toEqual([{ label: "goods", minor: 1250 }, { label: "gift-cards", minor: -250 }]);
    for (const { components, netMinor } of orders) expect(components.reduce((sum, { minor }) => sum + minor, 0)).toBe(netMinor);
  });

  it("leafs through a long ledger without losing one of many orders of the same second", async () => {
    const many = Array.from({ length: 120 }, (_, number) => ({ id: BigInt(number + 1), customerId: 5n, netMinor: 100 }));
    await addOrders(test.db, shop.id, many);
    const pages = [(await view(5n))!.ledger];
    while (pages.at(-1)!.older !== null) pages.push((await view(5n, pages.at(-1)!.older))!.ledger);
    expect(pages.map(({ orders, total }) => [orders.length, total])).toEqual([[50, 120], [50, 120], [20, 120]]);
    expect(pages.flatMap(({ orders }) => orders.map(({ id }) => Number(id)))).toEqual(many.map(({ id }) => Number(id)).reverse());
  });

  it("shows what is written in Shopify", async () => {
    await addScores(test.owner, shop, 10);
    await withShop(test.db, shop.id, (tx) =>
      tx.customerWrite.create({
        data: {
          shopId: shop.id, customerId: 5n, tags: ["clv:value-low"], metafields: { stage: "lost" }, pending: false,
          error: "TAKEN", writtenAt: NOW,
        },
      }),
    );
    expect((await view(5n))?.written).toEqual({
      tags: ["clv:value-low"], metafields: [{ key: "stage", value: "lost" }], pending: false, error: "TAKEN", writtenAt: NOW.toISOString(),
    });
  });

  it("names the tags that are left alone, and shows no others of that kind as the customer's", async () => {
    await addScores(test.owner, shop, 10);
    const [value = "", stage = ""] = (await view(5n))!.score!.tags;
    const change = { shopId: shop.id, customerId: 5n, noticedAt: NOW, kept: ["clv:value-vip"], added: ["clv:value-low"] };
    await withShop(test.db, shop.id, (tx) =>
      tx.handChange.createMany({
        data: [{ ...change, dimension: "value", leftAlone: true }, { ...change, dimension: "stage", leftAlone: false, restored: 1 }],
      }),
    );
    const shown = await view(5n);
    expect(shown?.leftAlone).toEqual([{ dimension: "value", noticedAt: NOW.toISOString(), kept: ["clv:value-vip"], added: ["clv:value-low"] }]);
    expect(value).not.toBe("clv:value-vip");
    expect(shown?.score?.tags).toEqual(["clv:value-vip", stage]);
  });

  it("is made of plain values", async () => {
    await addScores(test.owner, shop, 10);
    await addOrders(test.db, shop.id, [{ id: 1n, customerId: 5n, netMinor: 100 }]);
    const customer = await view(5n);
    expect(JSON.parse(JSON.stringify(customer))).toEqual(customer);
  });
});

describe("parseLedgerPlace", () => {
  it.each([null, "", "1", "2026-03-01_5", "2026-13-41T99:99:99.999Z_5", "2026-03-01T10:00:00.000Z_"])("takes %j for the top", (text) =>
    expect(parseLedgerPlace(text)).toBeNull(),
  );
});
