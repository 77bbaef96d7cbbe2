import { describe, expect, it } from "vitest";
import { createSegment } from "#sandbox/commands/change-segments.ts";
import { sumOrder } from "#sandbox/orders/sum-order.ts";
import { ADA, FERN, ORDER } from "./open-shop.ts";
import { CUSTOMER_AT, ORDER_AT, usePages } from "./use-pages.ts";

const { shop, read, submit } = usePages();
const order = () => shop().store.orders.require(ORDER.id);

describe("customers", () => {
  it("are found by name, email and tag, and only then", async () => {
    for (const [query, found] of [["ada", 1], ["ADA baker", 1], ["customers.example", 1], ["vip", 1], ["vip bob", 0]] as const) {
      expect(await read(`/store/green-shop/customers?q=${encodeURIComponent(query)}`)).toContain(`>${found} customer`);
    }
  });

  it("come in pages", async () => {
    for (let i = 0; i < 60; i++) shop().store.customers.put({ ...ADA, id: 100 + i, firstName: `Nr${i}`, createdAt: `2025-01-01T00:00:${String(i).padStart(2, "0")}Z` });
    const rowsOf = (page: string) => [...page.matchAll(/data-customer="(\d+)"/g)].map((match) => Number(match[1]));
    const [first, second, beyond] = await Promise.all(["", "?page=2", "?page=9"].map((query) => read(`/store/green-shop/customers${query}`)));
    expect(rowsOf(first!)).toHaveLength(50);
    expect(rowsOf(first!)[0]).toBe(ADA.id);
    expect(rowsOf(second!)).toEqual([110, 109, 108, 107, 106, 105, 104, 103, 102, 101, 100]);
    expect(rowsOf(beyond!)).toEqual(rowsOf(second!));
  });

  it("are shown as Shopify has them", async () => {
    shop().store.definitions.put({ id: 1, ownerType: "CUSTOMER", namespace: "app--1", key: "value", name: "Lifetime value", description: null, type: "money", adminAccess: null, adminFilterable: false });
    shop().store.metafields.put({ id: 2, ownerType: "CUSTOMER", ownerId: ADA.id, namespace: "app--1", key: "value", type: "money", value: '{"amount":"12.50"}', createdAt: "", updatedAt: "" });
    const page = await read(CUSTOMER_AT);
    for (const shown of ['data-tag="vip"', "€54.50", "Lifetime value", "app--1.value", "{&quot;amount&quot;:&quot;12.50&quot;}", "Subscribed", "Not opted out", "4 Mar 2026, 11:00"]) {
      expect(page).toContain(shown);
    }
  });

  it("get and lose tags by hand, as in Shopify", async () => {
    expect(await submit(`${CUSTOMER_AT}/tags/add`, { tag: "Wholesale" })).toMatchObject({ status: 303, to: CUSTOMER_AT });
    expect(await submit(`${CUSTOMER_AT}/tags/remove`, { tag: "vip" })).toMatchObject({ status: 303 });
    expect(shop().store.customers.require(ADA.id).tags).toEqual([ADA.tags[1], "Wholesale"]);
    expect(await submit(`${CUSTOMER_AT}/tags/add`, { tag: " " })).toMatchObject({ status: 422 });
  });

  it("object to the sale of their data, and take it back", async () => {
    expect(await submit(`${CUSTOMER_AT}/sale-opt-out`, { optedOut: "yes" })).toMatchObject({ status: 303, to: CUSTOMER_AT });
    expect(shop().store.customers.require(ADA.id).dataSaleOptOut).toBe(true);
    expect(await read(CUSTOMER_AT)).toContain("Opt in again");
    await submit(`${CUSTOMER_AT}/sale-opt-out`, { optedOut: "no" });
    expect(shop().store.customers.require(ADA.id).dataSaleOptOut).toBe(false);
  });

  it("change by the sandbox's own forms only", async () => {
    expect(await submit(`${CUSTOMER_AT}/tags/add`, { tag: "x" }, { "sec-fetch-site": "cross-site" })).toMatchObject({ status: 403 });
    expect(shop().store.customers.require(ADA.id).tags).toEqual(ADA.tags);
  });
});

describe("orders", () => {
  it("are refunded whole", async () => {
    expect(await submit(`${ORDER_AT}/refund-all`, {})).toMatchObject({ status: 303, to: ORDER_AT });
    expect(sumOrder(order()).netPaymentMinor).toBe(0);
    const page = await read(ORDER_AT);
    expect(page).toContain(">Refunded<");
    expect(page).not.toContain("refund-all");
  });

  it("are refunded by amount, to the cent and not beyond", async () => {
    await submit(`${ORDER_AT}/refund-amount`, { amount: "4.05" });
    expect(order().refunds).toMatchObject([{ amountMinor: 405, lines: [] }]);
    for (const amount of ["60", "1.234", "-1", "all", ""]) {
      expect(await submit(`${ORDER_AT}/refund-amount`, { amount })).toMatchObject({ status: 422 });
    }
    expect(order().refunds).toHaveLength(1);
  });

  it("are refunded by item", async () => {
    await submit(`${ORDER_AT}/refund-line`, { line: "41", quantity: "1" });
    expect(order().refunds).toMatchObject([{ amountMinor: FERN.priceMinor, lines: [{ lineItemId: 41, quantity: 1 }] }]);
    expect(await submit(`${ORDER_AT}/refund-line`, { line: "41", quantity: "2" })).toMatchObject({ status: 422 });
  });

  it("are cancelled, once, with or without the money", async () => {
    expect(await submit(`${ORDER_AT}/cancel`, {})).toMatchObject({ status: 303 });
    expect(order()).toMatchObject({ cancelledAt: expect.any(String), refunds: [] });
    const again = await submit(`${ORDER_AT}/cancel`, { refund: "yes" });
    expect(again).toMatchObject({ status: 422 });
    expect(again.text).toContain("was cancelled on");
  });

  it("are paid later", async () => {
    shop().store.orders.put({ ...ORDER, payment: "PENDING", receivedMinor: 0 });
    expect(await read(ORDER_AT)).toContain('data-testid="mark-paid"');
    await submit(`${ORDER_AT}/mark-paid`, {});
    expect(order()).toMatchObject({ payment: "PAID", receivedMinor: 5_450 });
    expect(await submit(`${ORDER_AT}/mark-paid`, {})).toMatchObject({ status: 422 });
  });
});

describe("the page of segments", () => {
  const segments = "/store/green-shop/segments";

  it("shows who belongs to them, renames and deletes by hand", async () => {
    expect(await read(segments)).toContain("No segments yet.");
    const made = createSegment(shop(), { name: "Best <all>", query: "customer_tags CONTAINS 'vip'" });
    const id = made.kind === "changed" ? made.segment.id : 0;
    const page = await read(segments);
    for (const shown of ["Best &lt;all&gt;", "customer_tags CONTAINS &#39;vip&#39;", 'data-testid="segment-members">1<']) expect(page).toContain(shown);
    await submit(`${segments}/${id}/rename`, { name: "Regulars" });
    expect(shop().store.segments.require(id).name).toBe("Regulars");
    createSegment(shop(), { name: "Other", query: "number_of_orders > 1" });
    expect(await submit(`${segments}/${id}/rename`, { name: "other" })).toMatchObject({ status: 422 });
    await submit(`${segments}/${id}/delete`, {});
    expect([...shop().store.segments.values()]).toMatchObject([{ name: "Other" }]);
  });
});
