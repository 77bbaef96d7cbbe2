import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readOrdersExport } from "#app/csv/read-orders-export.server.ts";
import type { ExportedOrder } from "#app/csv/exported-order.ts";
import { fillFromOrdersExport } from "#sandbox/fill/from-orders-export.ts";
import { financialStatus } from "#sandbox/orders/financial-status.ts";
import { sumOrder } from "#sandbox/orders/sum-order.ts";

const ORDER: ExportedOrder = {
  rowNumber: 2, name: "#1001", id: "41", email: "ann.lee@shop.example", acceptsMarketing: false, financialStatus: "paid",
  createdAt: "2024-03-01T12:00:00Z", utcOffsetMinutes: 0, cancelledAt: null, currency: "USD", subtotalMinor: 1500, shippingMinor: 0,
  taxMinor: 0, taxesIncluded: false, totalMinor: 1500, discountMinor: 0, discountCode: null, refundedMinor: 0, country: "US", source: "web",
  lines: [
    { rowNumber: 2, quantity: 1, title: "Cup", sku: "CUP", priceMinor: 1000, discountMinor: 0 },
    { rowNumber: 3, quantity: 2, title: "Lid", sku: null, priceMinor: 250, discountMinor: 0 },
  ],
};

function fill(...orders: Partial<ExportedOrder>[]) {
  return fillFromOrdersExport(orders.map((cells) => ({ ...ORDER, ...cells })), "as-is");
}

/** Sums of the one order made. */
function sumsOf(cells: Partial<ExportedOrder>) {
  const [order] = fill(cells).orders;
  if (order === undefined) throw new Error("No order was made");
  return { order, status: financialStatus(order), ...sumOrder(order) };
}

describe("an exported order's amounts", () => {
  it.each([
    ["as its lines add up", {}],
    ["discounted as a whole", { subtotalMinor: 1350, totalMinor: 1350, discountMinor: 150 }],
    ["rounded by the export", { subtotalMinor: 1501, totalMinor: 1501 }],
    ["with a line left out", { lines: ORDER.lines.slice(1) }],
    ["with no line at all", { lines: [] }],
    ["with tax and shipping on top", { shippingMinor: 400, taxMinor: 120, totalMinor: 2020 }],
    ["with tax in the price", { shippingMinor: 400, taxMinor: 250, taxesIncluded: true, totalMinor: 1900 }],
    ["with a tip", { totalMinor: 1700 }],
  ])("are Shopify's to the cent: %s", (_, cells) => {
    const stated = { ...ORDER, ...cells };
    const sums = sumsOf(cells);
    expect(sums).toMatchObject({ totalMinor: stated.totalMinor, refundDiscrepancyMinor: 0, outstandingMinor: 0, status: "PAID" });
    expect(sums.current.subtotalMinor).toBe(stated.subtotalMinor);
    expect(sums.currentTotalTaxMinor).toBe(stated.taxMinor);
  });

  it("hold what was refunded as an amount, of which no line is told", () => {
    expect(sumsOf({ financialStatus: "partially_refunded", refundedMinor: 700 })).toMatchObject({
      current: { subtotalMinor: 1500 }, refundedMinor: 700, refundDiscrepancyMinor: -700, status: "PARTIALLY_REFUNDED",
    });
    expect(sumsOf({ financialStatus: "refunded", refundedMinor: 1500 }).status).toBe("REFUNDED");
  });

  it.each([
    ["pending", "PENDING"], ["authorized", "AUTHORIZED"], ["voided", "VOIDED"], ["expired", "EXPIRED"], ["partially_paid", "PARTIALLY_PAID"],
  ] as const)("%s is %s", (financialStatus, status) => {
    expect(sumsOf({ financialStatus }).status).toBe(status);
  });

  it("keep a cancellation", () => {
    expect(sumsOf({ cancelledAt: "2024-03-02T12:00:00Z" }).order.cancelledAt).toBe("2024-03-02T12:00:00Z");
  });
});

describe("people and products", () => {
  it("are one customer an address, known from the first order on, whatever the order of the rows", () => {
    const { customers, orders } = fill(
      { id: "3", createdAt: "2024-05-01T00:00:00Z", country: "GB", acceptsMarketing: true },
      { id: "1", createdAt: "2024-03-01T00:00:00Z" },
      { id: "2", createdAt: "2024-04-01T00:00:00Z", email: null },
    );
    expect(customers).toMatchObject([{
      firstName: "Ann", lastName: "Lee", email: "ann.lee@shop.example", createdAt: "2024-03-01T00:00:00Z", updatedAt: "2024-05-01T00:00:00Z",
      countryCode: "GB", emailConsent: "SUBSCRIBED",
    }]);
    expect(orders.map((order) => [order.id, order.customerId])).toEqual([[1, customers[0]?.id], [2, null], [3, customers[0]?.id]]);
  });

  it("are one product a sku, or a title where there is none", () => {
    const { products, orders } = fill({ id: "1" }, { id: "2", lines: [{ ...ORDER.lines[0]!, title: "Cup, renamed", priceMinor: 1200 }] });
    expect(products).toMatchObject([{ title: "Cup", sku: "CUP", priceMinor: 1200 }, { title: "Lid", sku: null, priceMinor: 250 }]);
    expect(orders[1]?.lines[0]?.productId).toBe(products[0]?.id);
  });

  it("have tags of other apps, the same on every run", () => {
    const many = Array.from({ length: 400 }, (_, i) => ({ id: String(i + 1), email: `c${i}@shop.example` }));
    const { customers } = fill(...many);
    const tagged = customers.filter(({ tags }) => tags.length > 0).length;
    expect(tagged).toBeGreaterThan(20);
    expect(tagged).toBeLessThan(120);
    expect(fill(...many).customers).toEqual(customers);
  });

  it("counts order ids itself where the export's are missing, double or no numbers", () => {
    for (const second of [null, "41", "gid-7", "9000000000001"]) {
      expect(fill({}, { id: second }).orders.map(({ id }) => id)).toEqual([5_000_000_001, 5_000_000_002]);
    }
  });
});

describe("dates", () => {
  const two = [ORDER, { ...ORDER, id: "42", createdAt: "2024-03-11T23:30:00Z", cancelledAt: "2024-03-12T01:00:00Z" }];

  it("move by whole days until the last order was yesterday", () => {
    const { orders, customers, shop } = fillFromOrdersExport(two, { now: "2026-11-21T00:10:00Z" });
    expect(orders.map((order) => order.processedAt)).toEqual(["2026-11-10T12:00:00Z", "2026-11-20T23:30:00Z"]);
    expect(orders[1]?.cancelledAt).toBe("2026-11-21T01:00:00Z");
    expect([customers[0]?.createdAt, shop.createdAt]).toEqual(["2026-11-10T12:00:00Z", "2026-11-10T12:00:00Z"]);
  });

  it("count yesterday by the clock of the export", () => {
    const tokyo = two.map((order) => ({ ...order, utcOffsetMinutes: 540 }));
    // 23:30 UTC was the 12th in Tokyo; at noon of the 21st there, yesterday was the 20th: 23:30 UTC of the 19th.
    expect(fillFromOrdersExport(tokyo, { now: "2026-11-21T03:00:00Z" }).orders[1]?.processedAt).toBe("2026-11-19T23:30:00Z");
  });

  it("stay when asked to", () => {
    expect(fillFromOrdersExport(two, "as-is").orders.map((order) => order.createdAt)).toEqual(two.map((order) => order.createdAt));
  });

  it("tell the shop's time zone through summer and winter", () => {
    const at = (createdAt: string, utcOffsetMinutes: number) => ({ createdAt, utcOffsetMinutes });
    expect(fill(at("2024-01-15T12:00:00Z", 0), at("2024-07-15T12:00:00Z", 0)).shop.ianaTimezone).toBe("UTC");
    expect(fill(at("2024-01-15T12:00:00Z", -300), at("2024-07-15T12:00:00Z", -240)).shop.ianaTimezone).toBe("America/New_York");
    expect(fill(at("2024-01-15T12:00:00Z", 330)).shop.ianaTimezone).toMatch(/^Asia\/(Calcutta|Kolkata|Colombo)$/);
    expect(fill(at("2024-01-15T12:00:00Z", 7)).shop.ianaTimezone).toBe("UTC");
  });

  it("of no orders are no trouble", () => {
    expect(fillFromOrdersExport([], { now: "2026-11-21T00:10:00Z" })).toMatchObject({ customers: [], products: [], orders: [] });
  });
});

const dataFolder = process.env["CLV_DATA"] ?? join(import.meta.dirname, "../../../shared/data");
const files = ["online-retail-orders.csv.gz", "cdnow-sample-orders.csv.gz"].map((name) => join(dataFolder, name));
if (!files.every((file) => existsSync(file))) console.info(`Left out: filling the sandbox from real exports, none in ${dataFolder}`);

describe.skipIf(!files.every((file) => existsSync(file)))("a real export", () => {
  it.each(files)("%s: every order keeps its subtotal, total, refund and status", async (file) => {
    const outcome = await readOrdersExport(file);
    if (outcome.kind === "refused") throw new Error(outcome.reason);
    const stated = new Map(outcome.orders.map((order) => [Number(order.id), order]));
    const { orders, customers } = fillFromOrdersExport(outcome.orders, "as-is");
    expect(orders).toHaveLength(outcome.orders.length);
    expect(customers).toHaveLength(new Set(outcome.orders.flatMap((order) => order.email ?? [])).size);
    for (const order of orders) {
      const sums = sumOrder(order);
      const { subtotalMinor, totalMinor, refundedMinor, financialStatus: status } = stated.get(order.id)!;
      const made = [sums.current.subtotalMinor, sums.totalMinor, sums.refundedMinor, financialStatus(order).toLowerCase()];
      if (made.join() !== [subtotalMinor, totalMinor, refundedMinor, status].join()) expect([order.name, ...made]).toEqual([order.name, subtotalMinor, totalMinor, refundedMinor, status]);
    }
  });
});
