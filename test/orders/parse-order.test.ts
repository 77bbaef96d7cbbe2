import { describe, expect, it } from "vitest";
import { parseBulkLine } from "#app/orders/parse-bulk-line.ts";
import { EMPTY_BASKET } from "#app/orders/order-basket.ts";
import { parseLine } from "#app/orders/parse-line.ts";
import { parseOrder } from "#app/orders/parse-order.ts";
import { UnreadableRecord } from "#app/orders/unreadable-record.ts";
import { GOODS_ALONE } from "#app/orders/value-rule.ts";
import { dayToDate } from "#app/time/day-to-date.ts";
import { childNode, lineNode, orderNode } from "./order-node.ts";

const READ_AT = new Date("2026-04-01T00:00:00Z");
const inZone = (timeZone: string, currency = "USD") => ({ currency, timeZone, readAt: READ_AT, rule: GOODS_ALONE });

describe("an order", () => {
  it("becomes facts in minor units, a shop-local day and the verdict", () => {
    const node = orderNode({
      id: 42,
      name: "#1042",
      processedAt: "2026-03-10T03:30:00Z",
      updatedAt: "2026-03-11T08:00:00+02:00",
      taxesIncluded: true,
      subtotal: "119.0",
      discrepancy: "-5.5",
      status: "PARTIALLY_REFUNDED",
    });
    expect(parseOrder(node, { giftCardMinor: 1_000, productIds: [3n, 0n] }, inZone("America/New_York"))).toEqual({
      id: 42n,
      customerId: 7n,
      saleOptOut: false,
      name: "#1042",
      processedAt: new Date("2026-03-10T03:30:00Z"),
      orderDay: new Date("2026-03-09").getTime() / 86_400_000,
      updatedAt: new Date("2026-03-11T06:00:00Z"),
      readAt: READ_AT,
      cancelledAt: null,
      test: false,
      financialStatus: "PARTIALLY_REFUNDED",
      currency: "USD",
      taxesIncluded: true,
      currentSubtotalMinor: 11_900,
      currentTaxMinor: 1_900,
      giftCardMinor: 1_000,
      refundDiscrepancyMinor: -550,
      shippingMinor: 0,
      shippingTaxMinor: 0,
      extrasMinor: 0,
      netPaymentMinor: 11_900,
      outstandingMinor: 0,
      netMinor: 8_450,
      exclusion: null,
      channel: "web",
      country: null,
      visitSource: null,
      campaign: null,
      discount: "none",
      productIds: [3n, 0n],
    });
  });

  it("keeps a currency's own decimals", () => {
    const yen = parseOrder(orderNode({ currency: "JPY", subtotal: "1200.0", tax: "0.0" }), EMPTY_BASKET, inZone("Asia/Tokyo", "JPY"));
    expect(yen).toMatchObject({ netMinor: 1200, currency: "JPY" });
    expect(dayToDate(yen.orderDay)).toEqual(new Date("2026-03-10"));
    expect(parseOrder(orderNode({ currency: "KWD", subtotal: "1.234", tax: "0.0" }), EMPTY_BASKET, inZone("UTC")).netMinor).toBe(1234);
  });

  it("in another currency than the shop's is kept in its own, and does not count", () => {
    const euros = parseOrder(orderNode({ currency: "EUR" }), EMPTY_BASKET, inZone("UTC", "JPY"));
    expect(euros).toMatchObject({ netMinor: 10_000, currency: "EUR", exclusion: "other-currency" });
  });

  it("of a guest has no customer", () => {
    expect(parseOrder(orderNode({ customer: null }), EMPTY_BASKET, inZone("UTC")).customerId).toBeNull();
  });

  it("without a payment status is taken as unpaid", () => {
    expect(parseOrder(orderNode({ status: null }), EMPTY_BASKET, inZone("UTC")).exclusion).toBe("unpaid");
  });

  it.each<[string, unknown, RegExp]>([
    ["a status of another version", orderNode({ status: "DISPUTED" }), /Order gid:\/\/shopify\/Order\/1: displayFinancialStatus/],
    ["an amount that is none", orderNode({ subtotal: "ten" }), /Order\/1: currentSubtotalPriceSet: "ten"/],
    ["too many decimals", orderNode({ tax: "1.005" }), /Order\/1: currentTotalTaxSet: "1.005".*USD/],
    ["amounts in two currencies", { ...orderNode(), currentTotalTaxSet: { shopMoney: { amount: "1.0", currencyCode: "EUR" } } }, /currentTotalTaxSet: is in EUR.*USD/],
    ["a missing field", { ...orderNode(), refundDiscrepancySet: undefined }, /refundDiscrepancySet/],
    ["a customer without number", { ...orderNode(), customer: { id: "gid://shopify/Customer/x", dataSaleOptOut: false } }, /Customer\/x/],
    ["a time that is none", orderNode({ processedAt: "yesterday" }), /processedAt/],
    ["a time before there were shops", orderNode({ processedAt: "0001-01-01T00:00:00+14:00" }), /Order\/1: processedAt: is before 1970/],
    ["a time that no calendar has", orderNode({ cancelledAt: "9999-12-31T23:59:59-14:00" }), /Order\/1: cancelledAt: is more than a year after/],
    ["a time to come", orderNode({ updatedAt: "2999-01-01T00:00:00Z" }), /Order\/1: updatedAt: is more than a year after/],
    ["a name that PostgreSQL cannot hold", orderNode({ name: "#1\0" }), /Order\/1: name: holds a NUL/],
    ["a name with half a character", orderNode({ name: "#1\ud83d" }), /Order\/1: name: holds a NUL character or half of one/],
    ["an id that a column cannot hold", { ...orderNode(), id: "gid://shopify/Order/9007199254740992" }, /The id .*9007199254740992 is not from 1 to 9007199254740991/],
    ["nothing", null, /Order without an id/],
  ])("with %s is refused by name", (_, node, message) => {
    expect(() => parseOrder(node, EMPTY_BASKET, inZone("UTC"))).toThrow(UnreadableRecord);
    expect(() => parseOrder(node, EMPTY_BASKET, inZone("UTC"))).toThrow(message);
  });
});

describe("a line", () => {
  const giftCards = (line: Parameters<typeof lineNode>[0]) => parseLine(lineNode(line)).giftCardMinor;

  it("counts as gift card with what was paid for those left of it, and not at all otherwise", () => {
    expect(giftCards({ isGiftCard: true, price: "76.51" })).toBe(7_651);
    expect(giftCards({ isGiftCard: true, price: "0.0" })).toBe(0);
    expect(giftCards({ price: "76.51" })).toBe(0);
  });

  it("names its product, unless that was deleted or the file is from before it was asked for", () => {
    const node = { ...lineNode({ product: { id: 8, title: "Tea\0pot" } }), id: "gid://shopify/LineItem/5" };
    expect(parseLine(node)).toEqual({ id: 5n, product: { id: 8n, title: "Teapot" }, giftCardMinor: 0 });
    expect(parseLine({ ...node, product: null }).product).toBeNull();
    expect(parseLine({ ...node, product: undefined }).product).toBeNull();
  });

  it("that is broken is refused by name", () => {
    const broken = (changes: object) => () => parseLine({ ...lineNode({ isGiftCard: true }), id: "gid://shopify/LineItem/1", ...changes });
    expect(broken({ priceAfterAllDiscountsBeforeTaxesSet: null })).toThrow(/Line gid:\/\/shopify\/LineItem\/1: priceAfterAllDiscountsBeforeTaxesSet/);
    expect(() => giftCards({ isGiftCard: true, price: "-0.01" })).toThrow(/is -0.01, expected 0 or more/);
    expect(() => giftCards({ isGiftCard: true, price: "90071992547409.92" })).toThrow(/beyond/);
    expect(broken({ isGiftCard: undefined })).toThrow(/LineItem\/1: isGiftCard is undefined/);
    expect(broken({ product: { id: "gid://shopify/Product/x" } })).toThrow(/LineItem\/1: .*Product\/x/);
    expect(broken({ id: undefined })).toThrow(UnreadableRecord);
  });
});

describe("a line of the bulk file", () => {
  it("is an order, or a line of one", () => {
    const node = orderNode({ id: 5 });
    expect(parseBulkLine(JSON.stringify(node))).toEqual({ kind: "order", gid: node.id });
    expect(parseBulkLine(JSON.stringify({ __typename: "Order", ...node }))).toEqual({ kind: "order", gid: node.id });
    const line = { product: { id: 3n, title: "Tea" }, giftCardMinor: 5_000 };
    expect(parseBulkLine(JSON.stringify(childNode(5, { isGiftCard: true, price: "50.0" })))).toMatchObject({ kind: "line", gid: node.id, line });
  });

  it.each([
    ["cut off", '{"id":"gid://shopify/Ord', null, /"\{"id":"gid/],
    ["empty", "", null, /""/],
    ["no object", "[1]", null, /not a JSON object/],
    ["an order's, and wrong", JSON.stringify({ ...childNode(1), isGiftCard: 1 }), "gid://shopify/Order/1", /Line .*: isGiftCard is 1/],
  ])("that is %s is refused", (_, text, gid, reason) => {
    expect(parseBulkLine(text)).toEqual({ kind: "refused", gid, reason: expect.stringMatching(reason) });
  });
});
