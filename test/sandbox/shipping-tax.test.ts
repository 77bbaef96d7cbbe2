import { afterEach, beforeEach, expect, it } from "vitest";
import { placeOrder } from "#sandbox/commands/place-order.ts";
import { refundOrder } from "#sandbox/commands/refund-order.ts";
import type { Sandbox } from "#sandbox/create-sandbox.ts";
import { aLine, anOrder, asApp, type Ask, startBox, TEA } from "./box.ts";

let sandbox: Sandbox;
let ask: Ask;

beforeEach(async () => {
  sandbox = await startBox();
  ask = await asApp(sandbox);
  await sandbox.store.load({ customers: [], products: [TEA], orders: [] });
});

afterEach(() => sandbox.close());

const MONEY = "{ shopMoney { amount } }";

async function sums(id: number): Promise<Record<string, unknown>> {
  const { data } = await ask<{ order: Record<string, { shopMoney?: { amount: string } }> }>(`{ order(id: "gid://shopify/Order/${id}") {
    totalPriceSet ${MONEY} currentTotalPriceSet ${MONEY} totalTaxSet ${MONEY} currentTotalTaxSet ${MONEY} currentSubtotalPriceSet ${MONEY} refundDiscrepancySet ${MONEY} totalOutstandingSet ${MONEY}
    shippingLine { originalPriceSet ${MONEY} taxLines { title priceSet ${MONEY} } }
  } }`);
  return Object.fromEntries(Object.entries(data.order).map(([name, value]) => [name, value.shopMoney?.amount ?? value]));
}

it("is part of the price where prices include tax, and of the order's tax", async () => {
  const { id } = placeOrder(sandbox, { buyer: { kind: "guest" }, lines: [{ productId: 1, quantity: 1 }], payment: "PAID", shipping: { priceMinor: 595, taxMinor: 95 } });
  expect(await sums(id)).toEqual({
    totalPriceSet: "15.95",
    currentTotalPriceSet: "15.95",
    totalTaxSet: "0.95",
    currentTotalTaxSet: "0.95",
    currentSubtotalPriceSet: "10.0",
    refundDiscrepancySet: "0.0",
    totalOutstandingSet: "0.0",
    shippingLine: { originalPriceSet: { shopMoney: { amount: "5.95" } }, taxLines: [{ title: "Tax", priceSet: { shopMoney: { amount: "0.95" } } }] },
  });
});

it("comes on top where prices do not include it, and goes back with the shipping", async () => {
  const lines = [aLine(20, { taxMinor: 190 })];
  sandbox.store.orders.put(anOrder(2, { lines, taxesIncluded: false, shippingMinor: 500, shippingTaxMinor: 95, receivedMinor: 1785 }));
  expect(await sums(2)).toMatchObject({ totalPriceSet: "17.85", totalTaxSet: "2.85", currentTotalTaxSet: "2.85", totalOutstandingSet: "0.0" });
  refundOrder(sandbox, { orderId: 2, refund: { kind: "whole" } });
  expect(await sums(2)).toMatchObject({
    totalPriceSet: "17.85",
    currentTotalPriceSet: "0.0",
    totalTaxSet: "2.85",
    currentTotalTaxSet: "0.0",
    refundDiscrepancySet: "0.0",
    totalOutstandingSet: "0.0",
  });
});

it("is handed back to the cent in parts", async () => {
  const refunds = [100, 200, 200].map((shippingMinor, at) => ({ id: at, createdAt: "2026-02-01T00:00:00Z", lines: [], shippingMinor, amountMinor: [119, 238, 238][at] ?? 0 }));
  sandbox.store.orders.put(anOrder(2, { taxesIncluded: false, shippingMinor: 500, shippingTaxMinor: 95, receivedMinor: 1595, refunds }));
  expect(await sums(2)).toMatchObject({ currentTotalPriceSet: "10.0", currentTotalTaxSet: "0.0", refundDiscrepancySet: "0.0" });
});
