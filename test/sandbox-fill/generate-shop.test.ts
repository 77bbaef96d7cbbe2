import { describe, expect, it } from "vitest";
import { generateShop } from "#sandbox/fill/generate-shop.ts";
import { financialStatus } from "#sandbox/orders/financial-status.ts";
import { sumOrder } from "#sandbox/orders/sum-order.ts";
import type { OrderRecord } from "#sandbox/store/model.ts";

const shop = generateShop({ customers: 3000, seed: 1, now: "2026-11-21T10:00:00Z" });
const share = (isOne: (order: OrderRecord) => boolean) => shop.orders.filter(isOne).length / shop.orders.length;
const localDate = (instant: string) => new Date(instant).toLocaleDateString("sv", { timeZone: "America/New_York" });

describe("a generated shop", () => {
  it("is the same for the same seed and day, at any hour of it", () => {
    const small = (seed: number, now: string) => generateShop({ customers: 50, seed, now });
    expect(small(3, "2026-11-21T05:00:00Z")).toEqual(small(3, "2026-11-22T04:59:00Z"));
    expect(small(3, "2026-11-21T10:00:00Z")).not.toEqual(small(4, "2026-11-21T10:00:00Z"));
  });

  it("has as many customers as asked for, each with an order, none before they were known", () => {
    expect(shop.customers).toHaveLength(3000);
    const first = new Map<number | null, string>();
    for (const order of shop.orders) if (!first.has(order.customerId)) first.set(order.customerId, order.createdAt);
    for (const customer of shop.customers) expect(first.get(customer.id)).toBe(customer.createdAt);
  });

  it("spans two years that end yesterday by the shop's clock", () => {
    expect(localDate(shop.orders.at(-1)?.createdAt ?? "")).toBe("2026-11-20");
    expect(localDate(shop.shop.createdAt)).toBe("2024-11-21");
    expect(shop.orders.every((order) => order.createdAt >= shop.shop.createdAt)).toBe(true);
    expect(shop.orders.every((order) => localDate(order.updatedAt) <= "2026-11-20")).toBe(true);
  });

  it("numbers orders by time and gives no id twice", () => {
    expect(shop.orders.map((order) => order.createdAt)).toEqual(shop.orders.map((order) => order.createdAt).toSorted());
    expect([shop.orders[0]?.name, shop.orders[1]?.name]).toEqual(["#1001", "#1002"]);
    for (const ids of [shop.orders, shop.customers, shop.products, shop.orders.flatMap((order) => order.lines), shop.orders.flatMap((order) => order.refunds)]) {
      expect(new Set(ids.map(({ id }) => id)).size).toBe(ids.length);
    }
    expect(new Set(shop.customers.map(({ email }) => email)).size).toBe(3000);
  });

  it.each<[string, (order: OrderRecord) => boolean]>([
    ["a test", (order) => order.test],
    ["a guest's", (order) => order.customerId === null],
    ["cancelled", (order) => order.cancelledAt !== null],
    ["pending", (order) => financialStatus(order) === "PENDING"],
    ["voided", (order) => financialStatus(order) === "VOIDED"],
    ["expired", (order) => financialStatus(order) === "EXPIRED"],
    ["authorized", (order) => financialStatus(order) === "AUTHORIZED"],
    ["partly paid", (order) => financialStatus(order) === "PARTIALLY_PAID"],
    ["refunded whole", (order) => financialStatus(order) === "REFUNDED" && order.cancelledAt === null],
    ["refunded by line", (order) => financialStatus(order) === "PARTIALLY_REFUNDED" && (order.refunds[0]?.lines.length ?? 0) === 1],
    ["refunded by amount", (order) => order.refunds[0]?.lines.length === 0],
    ["discounted", (order) => order.discountCode !== null],
    ["with a gift card", (order) => order.lines.some((line) => line.isGiftCard)],
    ["over the counter", (order) => order.sourceName === "pos"],
    ["from the mobile app", (order) => order.sourceName === "iphone"],
    ["from a newsletter", (order) => order.utmSource === "newsletter"],
    ["abroad, tax in the price", (order) => order.countryCode !== "US" && order.taxesIncluded],
    ["with shipping", (order) => order.shippingMinor > 0],
  ])("has an order that is %s, but not most of them", (_, isOne) => {
    expect(share(isOne)).toBeGreaterThan(0);
    expect(share(isOne)).toBeLessThan(0.6);
  });

  it("keeps books that balance: paid orders owe nothing, returns leave nothing over", () => {
    for (const order of shop.orders) {
      const sums = sumOrder(order);
      expect(order.payment === "PAID" ? sums.outstandingMinor : 0).toBe(0);
      const isGoodwill = order.refunds.some((refund) => refund.lines.length === 0);
      expect(sums.refundDiscrepancyMinor).toBe(isGoodwill ? -sums.refundedMinor : 0);
      expect(sums.refundedMinor).toBeLessThanOrEqual(order.receivedMinor);
    }
  });

  it("is busiest in November and December", () => {
    const inMonth = (month: string) => shop.orders.filter((order) => order.createdAt.startsWith(month)).length;
    const months = ["01", "02", "03", "04", "05", "06", "07", "08", "09", "10"].map((month) => inMonth(`2026-${month}`));
    expect(Math.min(inMonth("2025-11"), inMonth("2025-12"))).toBeGreaterThan(Math.max(...months));
  });

  it("has products that go together: pots with plants far more often than by chance", () => {
    const has = (title: RegExp) => (order: OrderRecord) => order.lines.some((line) => title.test(line.title));
    const [plant, pot] = [has(/Pothos|Snake Plant|Monstera/), has(/Terracotta|Glazed/)];
    const both = share((order) => plant(order) && pot(order));
    expect(shop.products).toHaveLength(60);
    expect(both / (share(plant) * share(pot))).toBeGreaterThan(1.5);
  });

  it("has customers who came once and customers who keep coming, and some tags of others", () => {
    const counts = [...Map.groupBy(shop.orders.filter((order) => order.customerId !== null), (order) => order.customerId).values()].map((own) => own.length);
    expect(counts.filter((count) => count === 1).length / 3000).toBeGreaterThan(0.3);
    expect(Math.max(...counts)).toBeGreaterThan(15);
    expect(new Set(shop.customers.flatMap(({ tags }) => tags))).toEqual(new Set(["newsletter", "VIP-manual", "CLV club"]));
  });

  it("can be empty, or one customer", () => {
    expect(generateShop({ customers: 0, seed: 1, now: "2026-11-21T10:00:00Z" }).orders).toEqual([]);
    expect(generateShop({ customers: 1, seed: 1, now: "2026-11-21T10:00:00Z" }).customers).toHaveLength(1);
  });
});
