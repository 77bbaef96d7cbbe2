import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { splitTax } from "#app/csv/split-tax.ts";
import { EMPTY_BASKET } from "#app/orders/order-basket.ts";
import { parseOrder } from "#app/orders/parse-order.ts";
import { taxOnShipping } from "#app/orders/tax-on-shipping.ts";
import { GOODS_ALONE } from "#app/orders/value-rule.ts";
import { sumOrder } from "#sandbox/orders/sum-order.ts";
import { anOrder } from "../sandbox/box.ts";
import { orderNode } from "./order-node.ts";

const reading = { currency: "EUR", timeZone: "UTC", readAt: new Date("2026-04-01T00:00:00Z"), rule: GOODS_ALONE };
const netOf = (changes: Parameters<typeof orderNode>[0]) =>
  parseOrder(orderNode({ currency: "EUR", taxesIncluded: true, ...changes }), EMPTY_BASKET, reading).netMinor;

describe("tax on shipping", () => {
  it.each<[string, Parameters<typeof orderNode>[0], number]>([
    ["stays with shipping", { subtotal: "119.0", tax: "19.95", shipping: { now: "5.95", first: "5.95", tax: "0.95" } }, 100_00],
    ["is gone with shipping that was handed back", { subtotal: "119.0", tax: "19.0", shipping: { now: "0.0", first: "5.95", tax: "0.95" } }, 100_00],
    ["shrinks with a part of it", { subtotal: "119.0", tax: "19.57", shipping: { now: "3.57", first: "5.95", tax: "0.95" } }, 100_00],
    ["grows with shipping that an edit added", { subtotal: "119.0", tax: "20.9", shipping: { now: "11.90", first: "5.95", tax: "0.95" } }, 100_00],
    ["is none where shipping is free", { subtotal: "119.0", tax: "19.0", shipping: { now: "0.0", first: "0.0", tax: "0.0" } }, 100_00],
    ["leaves goods without tax at least none", { subtotal: "119.0", tax: "0.94", shipping: { now: "5.95", first: "5.95", tax: "0.95" } }, 119_00],
    ["does not matter where tax comes on top", { taxesIncluded: false, subtotal: "100.0", tax: "19.95", shipping: { now: "5.0", first: "5.0", tax: "0.95" } }, 100_00],
  ])("%s", (_, changes, net) => {
    expect(netOf(changes)).toBe(net);
  });

  it("names a field in another currency", () => {
    const node = orderNode({ currency: "EUR", shipping: { now: "1.0", first: "1.0", tax: "0.1" } });
    node.currentShippingPriceSet.shopMoney.currencyCode = "SEK";
    expect(() => parseOrder(node, EMPTY_BASKET, reading)).toThrow(/currentShippingPriceSet: is in SEK, the subtotal is in EUR/);
  });

  it("is what the sandbox's own orders leave of it, however it was handed back in parts", () => {
    const parts = fc.array(fc.integer({ min: 1, max: 300 }), { maxLength: 4 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2000 }), fc.integer({ min: 0, max: 400 }), parts, (price, tax, drawn) => {
        let left = price;
        const refunds = drawn.map((part, id) => {
          const shippingMinor = Math.min(part, left);
          left -= shippingMinor;
          return { id, createdAt: "2026-02-01T00:00:00Z", lines: [], shippingMinor, amountMinor: shippingMinor };
        });
        const { current, currentTotalTaxMinor } = sumOrder(anOrder(1, { taxesIncluded: true, shippingMinor: price, shippingTaxMinor: tax, refunds }));
        expect(taxOnShipping({ priceMinor: price, taxMinor: tax }, left)).toBe(currentTotalTaxMinor - current.taxMinor);
      }),
    );
  });
});

it("an export's taxes are shared out between goods and shipping at one rate, to the cent", () => {
  expect(splitTax({ taxMinor: 1995, subtotalMinor: 11_900, shippingMinor: 595 })).toEqual({ goodsMinor: 1900, shippingMinor: 95 });
  expect(splitTax({ taxMinor: 19, subtotalMinor: 119, shippingMinor: 0 })).toEqual({ goodsMinor: 19, shippingMinor: 0 });
  expect(splitTax({ taxMinor: 95, subtotalMinor: 0, shippingMinor: 595 })).toEqual({ goodsMinor: 0, shippingMinor: 95 });
  expect(splitTax({ taxMinor: 5, subtotalMinor: 0, shippingMinor: 0 })).toEqual({ goodsMinor: 5, shippingMinor: 0 });
});
