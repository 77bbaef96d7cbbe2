import { createHmac } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { cancelOrder } from "#sandbox/commands/cancel-order.ts";
import { changeTags } from "#sandbox/commands/change-tags.ts";
import { CommandRefused } from "#sandbox/commands/command-refused.ts";
import { deleteCustomer } from "#sandbox/commands/delete-customer.ts";
import { editOrder } from "#sandbox/commands/edit-order.ts";
import { markAsPaid } from "#sandbox/commands/mark-as-paid.ts";
import { mergeCustomers } from "#sandbox/commands/merge-customers.ts";
import { placeOrder } from "#sandbox/commands/place-order.ts";
import { refundOrder } from "#sandbox/commands/refund-order.ts";
import { redactCustomer, redactShop, requestCustomerData } from "#sandbox/commands/send-compliance.ts";
import { uninstallApp } from "#sandbox/commands/uninstall-app.ts";
import { updateScopes } from "#sandbox/commands/update-scopes.ts";
import type { Sandbox } from "#sandbox/create-sandbox.ts";
import { TOPICS } from "#sandbox/webhooks/topics.ts";
import { aCustomer, aLine, anOrder, API_SECRET, asApp, install, startBox, TEA } from "./box.ts";
import { useListeningApp } from "./listening-app.ts";

const app = useListeningApp();
let sandbox: Sandbox;

beforeEach(() => open(TOPICS));

afterEach(() => sandbox.close());

async function open(topics: readonly string[]): Promise<void> {
  sandbox = await startBox({ topics, appOrigin: app.origin });
  await sandbox.store.load({ customers: [aCustomer(1, { tags: ["old"] }), aCustomer(2, { tags: ["other"] })], products: [TEA], orders: [anOrder(1, { customerId: 1 })] });
  await install(sandbox);
}

async function topicsAfter(action: () => unknown): Promise<string[]> {
  action();
  await sandbox.webhooks.idle();
  return app.arrived.map(({ headers }) => String(headers["x-shopify-topic"])).sort();
}

const payloadOf = (topic: string) => app.arrived.find(({ headers }) => headers["x-shopify-topic"] === topic)?.payload;

describe("a delivery", () => {
  it("is signed over the raw body and carries Shopify's headers", async () => {
    await topicsAfter(() => markAsPaid(sandbox, { orderId: placeOrder(sandbox, { buyer: { kind: "guest" }, lines: [{ productId: 1, quantity: 1 }], payment: "PENDING" }).id }));
    const { headers, raw, path } = app.arrived[0]!;
    expect(path).toBe("/webhooks");
    expect(headers["x-shopify-hmac-sha256"]).toBe(createHmac("sha256", API_SECRET).update(raw).digest("base64"));
    expect(headers).toMatchObject({
      "content-type": "application/json",
      "x-shopify-shop-domain": "test-shop.myshopify.com",
      "x-shopify-api-version": "2026-10",
      "x-shopify-triggered-at": expect.stringMatching(/^\d{4}-.*Z$/),
    });
    const ids = (name: string) => new Set(app.arrived.map((one) => one.headers[name]));
    expect(ids("x-shopify-webhook-id").size).toBe(app.arrived.length);
    // Two actions of the merchant: the order and its payment.
    expect(ids("x-shopify-event-id").size).toBe(2);
  });

  it("is made for subscribed topics only, and not before the app is installed", async () => {
    await sandbox.close();
    await open(["orders/create"]);
    const order = () => placeOrder(sandbox, { buyer: { kind: "guest" }, lines: [{ productId: 1, quantity: 1 }], payment: "PAID" });
    expect(await topicsAfter(order)).toEqual(["orders/create"]);
    uninstallApp(sandbox);
    expect(await topicsAfter(order)).toEqual(["orders/create"]);
  });

  it.each([500, 302, 404])("answered with %i is tried again, with the same body and id", async (status) => {
    app.answers = [status];
    await topicsAfter(() => redactShop(sandbox));
    expect(app.arrived).toHaveLength(1);
    expect(sandbox.webhooks.log().at(-1)).toMatchObject({ state: "PENDING", attempts: [{ ok: false, outcome: String(status) }] });
    sandbox.clock.advance(60_000);
    await sandbox.webhooks.idle();
    expect(app.arrived).toHaveLength(2);
    expect(app.arrived[1]!.raw).toBe(app.arrived[0]!.raw);
    expect(app.arrived[1]!.headers["x-shopify-webhook-id"]).toBe(app.arrived[0]!.headers["x-shopify-webhook-id"]);
    expect(sandbox.webhooks.log().at(-1)).toMatchObject({ state: "DELIVERED", dueAt: null });
  });

  it("is given up after 8 retries in 4 hours of virtual time", async () => {
    app.answers = Array.from({ length: 20 }, () => 503);
    await topicsAfter(() => redactShop(sandbox));
    sandbox.clock.advance(3 * 60 * 60_000);
    await sandbox.webhooks.idle();
    expect(app.arrived).toHaveLength(8);
    sandbox.clock.advance(60 * 60_000);
    await sandbox.webhooks.idle();
    expect(app.arrived).toHaveLength(9);
    expect(sandbox.webhooks.log().at(-1)?.state).toBe("GIVEN_UP");
  });

  it("fails when the app takes longer than five seconds", async () => {
    app.answers = [0];
    const sentAt = performance.now();
    await topicsAfter(() => redactShop(sandbox));
    expect(performance.now() - sentAt).toBeGreaterThan(4900);
    expect(sandbox.webhooks.log().at(-1)).toMatchObject({ state: "PENDING", attempts: [{ ok: false, outcome: expect.stringContaining("TimeoutError") }] });
  });

  it("survives that nobody listens", async () => {
    await sandbox.close();
    sandbox = await startBox({ topics: ["shop/redact"] });
    redactShop(sandbox);
    await sandbox.webhooks.idle();
    expect(sandbox.webhooks.log()).toMatchObject([{ state: "PENDING", attempts: [{ ok: false }] }]);
  });
});

describe("what happens in the shop", () => {
  it("a new customer places an order", async () => {
    const buyer = { kind: "new", email: "new@example.com", firstName: "New", lastName: "One", acceptsEmail: true } as const;
    const topics = await topicsAfter(() => placeOrder(sandbox, { buyer, lines: [{ productId: 1, quantity: 2 }], payment: "PAID" }));
    expect(topics).toEqual(["customers/create", "orders/create", "orders/paid", "orders/updated"]);
    const customerId = [...sandbox.store.customers.values()].at(-1)?.id;
    expect(payloadOf("orders/create")).toMatchObject({
      admin_graphql_api_id: expect.stringMatching(/^gid:\/\/shopify\/Order\/\d+$/),
      financial_status: "paid",
      currency: "EUR",
      total_price: "20.00",
      customer: { id: customerId },
      line_items: [{ product_id: 1, quantity: 2, price: "10.00" }],
      refunds: [],
    });
    expect(new Set(app.arrived.map(({ headers }) => headers["x-shopify-event-id"])).size).toBe(1);
  });

  it("an order is paid later", async () => {
    const order = placeOrder(sandbox, { buyer: { kind: "customer", customerId: 1 }, lines: [{ productId: 1, quantity: 1 }], payment: "PENDING" });
    expect(await topicsAfter(() => markAsPaid(sandbox, { orderId: order.id }))).toEqual(["orders/create", "orders/paid", "orders/updated", "orders/updated"]);
    expect(payloadOf("orders/paid")).toMatchObject({ financial_status: "paid", total_outstanding: "0.00" });
    expect(() => markAsPaid(sandbox, { orderId: order.id })).toThrow(CommandRefused);
  });

  it("units are refunded, then the rest, and then nothing is left", async () => {
    sandbox.store.orders.put(anOrder(2, { lines: [aLine(20, { quantity: 3, discountMinor: 100 })], shippingMinor: 500, receivedMinor: 3400 }));
    const topics = await topicsAfter(() => refundOrder(sandbox, { orderId: 2, refund: { kind: "lines", lines: [{ lineItemId: 20, quantity: 1 }] } }));
    expect(topics).toEqual(["orders/updated", "refunds/create"]);
    expect(payloadOf("refunds/create")).toMatchObject({ order_id: 2, refund_line_items: [{ line_item_id: 20, quantity: 1, subtotal: "9.67" }], transactions: [{ amount: "9.67" }] });
    expect(payloadOf("orders/updated")).toMatchObject({ financial_status: "partially_refunded", current_total_price: "24.33" });
    const order = refundOrder(sandbox, { orderId: 2, refund: { kind: "whole" } });
    expect(order.refunds.at(-1)).toMatchObject({ amountMinor: 2433, shippingMinor: 500, lines: [{ lineItemId: 20, quantity: 2 }] });
    expect(() => refundOrder(sandbox, { orderId: 2, refund: { kind: "amount", amountMinor: 1 } })).toThrow("from 0 to 0");
    await sandbox.webhooks.idle();
  });

  it("an amount is refunded without goods", async () => {
    const order = refundOrder(sandbox, { orderId: 1, refund: { kind: "amount", amountMinor: 300 } });
    await sandbox.webhooks.idle();
    expect(order.updatedAt).toBe(sandbox.clock.iso());
    expect(payloadOf("orders/updated")).toMatchObject({ current_subtotal_price: "10.00", refunds: [{ refund_line_items: [], transactions: [{ amount: "3.00" }] }] });
  });

  it("an order is cancelled, with its money handed back", async () => {
    const topics = await topicsAfter(() => cancelOrder(sandbox, { orderId: 1, refund: true }));
    expect(topics).toEqual(["orders/cancelled", "orders/updated", "refunds/create"]);
    expect(payloadOf("orders/cancelled")).toMatchObject({ financial_status: "refunded", cancelled_at: expect.any(String), current_total_price: "0.00", total_price: "10.00" });
    expect(() => cancelOrder(sandbox, { orderId: 1, refund: true })).toThrow(CommandRefused);
  });

  it("an unpaid order is voided when it is cancelled", async () => {
    sandbox.store.orders.put(anOrder(2, { payment: "PENDING", receivedMinor: 0 }));
    expect(cancelOrder(sandbox, { orderId: 2, refund: true })).toMatchObject({ payment: "VOIDED", refunds: [] });
    await sandbox.webhooks.idle();
  });

  it("an order is edited down and up", async () => {
    sandbox.store.orders.put(anOrder(2, { lines: [aLine(20, { quantity: 3, taxMinor: 300 })] }));
    expect(await topicsAfter(() => editOrder(sandbox, { orderId: 2, lineItemId: 20, quantity: 1 }))).toEqual(["orders/edited", "orders/updated"]);
    expect(payloadOf("orders/edited")).toMatchObject({ order_edit: { order_id: 2, line_items: { additions: [], removals: [{ id: 20, delta: 2 }] } } });
    expect(payloadOf("orders/updated")).toMatchObject({ current_subtotal_price: "10.00", line_items: [{ quantity: 3, current_quantity: 1 }] });
    expect(editOrder(sandbox, { orderId: 2, lineItemId: 20, quantity: 2 }).lines[0]).toMatchObject({ quantity: 4, removedQuantity: 2, taxMinor: 400 });
    await sandbox.webhooks.idle();
  });

  it("two customers become one", async () => {
    changeTags(sandbox, { customerId: 2, add: ["OLD"] });
    await sandbox.webhooks.idle();
    app.arrived = [];
    expect(await topicsAfter(() => mergeCustomers(sandbox, { keptId: 2, mergedId: 1 }))).toEqual(["customers/merge", "customers/update"]);
    expect(payloadOf("customers/merge")).toMatchObject({
      admin_graphql_api_customer_kept_id: "gid://shopify/Customer/2",
      admin_graphql_api_customer_deleted_id: "gid://shopify/Customer/1",
    });
    expect(sandbox.store.customers.get(1)).toBeUndefined();
    expect(sandbox.store.ordersOf(2)).toHaveLength(1);
    expect(sandbox.store.customers.require(2).tags).toEqual(["other", "OLD"]);
  });

  it("a customer is deleted, if there are no orders", async () => {
    expect(() => deleteCustomer(sandbox, { customerId: 1 })).toThrow("1 orders");
    expect(await topicsAfter(() => deleteCustomer(sandbox, { customerId: 2 }))).toEqual(["customers/delete"]);
  });

  it("tags change by hand", async () => {
    const topics = await topicsAfter(() => changeTags(sandbox, { customerId: 1, add: ["new"], remove: ["Old"] }));
    expect(topics).toEqual(["customer.tags_added", "customer.tags_removed", "customers/update"]);
    expect(payloadOf("customer.tags_removed")).toMatchObject({ customerId: "gid://shopify/Customer/1", tags: ["old"] });
    expect(payloadOf("customers/update")).not.toHaveProperty("tags");
  });

  it("scopes change, and the app is removed", async () => {
    expect(await topicsAfter(() => updateScopes(sandbox, { scopes: ["read_orders"] }))).toEqual(["app/scopes_update"]);
    expect(payloadOf("app/scopes_update")).toMatchObject({ current: ["read_orders"], previous: expect.arrayContaining(["write_customers"]) });
    expect(await topicsAfter(() => uninstallApp(sandbox))).toEqual(["app/scopes_update", "app/uninstalled"]);
  });

  it("the law asks, also after the app is gone", async () => {
    uninstallApp(sandbox);
    requestCustomerData(sandbox, { customerId: 1 });
    redactCustomer(sandbox, { customerId: 1 });
    expect(await topicsAfter(() => redactShop(sandbox))).toEqual(["app/uninstalled", "customers/data_request", "customers/redact", "shop/redact"]);
    expect(payloadOf("customers/redact")).toMatchObject({ shop_domain: "test-shop.myshopify.com", customer: { id: 1, email: "customer1@example.com" }, orders_to_redact: [1] });
    expect(sandbox.store.customers.require(1)).toMatchObject({ email: null, firstName: null });
  });

  it("a bulk operation finishes", async () => {
    const ask = await asApp(sandbox);
    await ask('mutation { bulkOperationRunQuery(query: "{ orders { nodes { id } } }") { userErrors { message } } }');
    await expect.poll(() => payloadOf("bulk_operations/finish")).toMatchObject({ status: "completed", type: "query", error_code: null, admin_graphql_api_id: expect.stringContaining("BulkOperation") });
  });
});
