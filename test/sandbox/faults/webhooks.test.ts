import { createHmac } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { cancelOrder } from "#sandbox/commands/cancel-order.ts";
import { placeOrder } from "#sandbox/commands/place-order.ts";
import { redactShop } from "#sandbox/commands/send-compliance.ts";
import type { Sandbox } from "#sandbox/create-sandbox.ts";
import type { Fault } from "#sandbox/faults/create-faults.ts";
import { API_SECRET, asApp, install, startBox, TEA } from "../box.ts";
import { type Arrived, useListeningApp } from "../listening-app.ts";

const HOUR = 3_600_000;

const app = useListeningApp();
let sandbox: Sandbox;

beforeEach(async () => {
  sandbox = await startBox({ topics: ["orders/create", "orders/paid", "orders/cancelled", "shop/redact", "bulk_operations/finish"], appOrigin: app.origin });
  await sandbox.store.load({ customers: [], products: [TEA], orders: [] });
  await install(sandbox);
});

afterEach(() => sandbox.close());

function once(kind: string, more: object = {}): Fault {
  return sandbox.faults.add({ kind, next: 1, ...more });
}

async function order(): Promise<number> {
  const { id } = placeOrder(sandbox, { buyer: { kind: "guest" }, lines: [{ productId: 1, quantity: 1 }], payment: "PENDING" });
  await sandbox.webhooks.idle();
  return id;
}

const header = (one: Arrived | undefined, name: string) => one?.headers[`x-shopify-${name}`];
const topics = () => app.arrived.map((one) => header(one, "topic"));

describe("a delivery", () => {
  it("comes twice under one webhook id", async () => {
    const fault = once("duplicate");
    await order();
    const [first, second, ...rest] = app.arrived;
    expect(rest).toEqual([]);
    for (const name of ["webhook-id", "event-id", "topic", "triggered-at"]) expect(header(first, name)).toBe(header(second, name));
    expect(first?.raw).toBe(second?.raw);
    expect(fault.struck).toBe(1);
    expect(sandbox.webhooks.log().map(({ faults }) => faults)).toEqual([undefined, ["duplicate"]]);
  });

  it("comes twice with the same event id and webhook ids of their own", async () => {
    const fault = once("duplicate-event");
    await order();
    const [first, second] = app.arrived;
    expect(header(first, "event-id")).toBe(header(second, "event-id"));
    expect(header(first, "webhook-id")).not.toBe(header(second, "webhook-id"));
    expect(first?.raw).toBe(second?.raw);
    expect(fault.struck).toBe(1);
  });

  it("never comes, and only that topic", async () => {
    const fault = once("dropped", { matching: "orders/cancelled" });
    cancelOrder(sandbox, { orderId: await order(), refund: false });
    sandbox.clock.advance(24 * HOUR);
    await sandbox.webhooks.idle();
    expect(topics()).toEqual(["orders/create"]);
    expect(fault.struck).toBe(1);
    expect(sandbox.webhooks.log().at(-1)).toMatchObject({ topic: "orders/cancelled", state: "DROPPED", attempts: [], faults: ["dropped"] });
  });

  it("comes hours late by the shop's clock, with what it said then", async () => {
    const fault = once("delayed", { amount: 5.5 });
    const triggeredAt = sandbox.clock.iso();
    await order();
    sandbox.clock.advance(5 * HOUR);
    await sandbox.webhooks.idle();
    expect(app.arrived).toEqual([]);
    sandbox.clock.advance(HOUR / 2);
    await sandbox.webhooks.idle();
    expect(topics()).toEqual(["orders/create"]);
    expect(Math.abs(Date.parse(String(header(app.arrived[0], "triggered-at"))) - Date.parse(triggeredAt))).toBeLessThan(60_000);
    expect(fault.struck).toBe(1);
  });

  it("is overtaken by those that come after it", async () => {
    const fault = once("reordered", { amount: 2 });
    const made = [1, 2, 3, 4].map(() => placeOrder(sandbox, { buyer: { kind: "guest" }, lines: [{ productId: 1, quantity: 1 }], payment: "PENDING" }).id);
    await sandbox.webhooks.idle();
    const came = app.arrived.map(({ payload }) => Number(payload["id"]));
    expect(came.toSorted()).toEqual(made);
    expect(came.indexOf(made[0] ?? 0)).toBeGreaterThanOrEqual(2);
    expect(fault.struck).toBe(1);
  });

  it("that nobody overtakes comes all the same", async () => {
    once("reordered", { amount: 50 });
    placeOrder(sandbox, { buyer: { kind: "guest" }, lines: [{ productId: 1, quantity: 1 }], payment: "PENDING" });
    await expect.poll(topics).toEqual(["orders/create"]);
  });

  it("tells a wrong time", async () => {
    const fault = once("clock-skew", { amount: -90 });
    const before = sandbox.clock.now();
    await order();
    const skew = Date.parse(String(header(app.arrived[0], "triggered-at"))) - before;
    expect(Math.abs(skew + 1.5 * HOUR)).toBeLessThan(60_000);
    expect(fault.struck).toBe(1);
  });

  it("is signed wrongly once; tried again it is right", async () => {
    const fault = once("wrong-signature");
    app.answers = [401];
    await order();
    sandbox.clock.advance(60_000);
    await sandbox.webhooks.idle();
    const right = app.arrived.map(({ raw, headers }) => headers["x-shopify-hmac-sha256"] === createHmac("sha256", API_SECRET).update(raw).digest("base64"));
    expect(right).toEqual([false, true]);
    expect(fault.struck).toBe(1);
    expect(sandbox.webhooks.log().at(-1)).toMatchObject({ state: "DELIVERED", faults: ["wrong-signature"] });
  });

  it("can meet several faults: its duplicate comes a day later", async () => {
    once("duplicate");
    once("delayed", { after: 1, amount: 24 });
    redactShop(sandbox);
    await sandbox.webhooks.idle();
    expect(app.arrived).toHaveLength(1);
    sandbox.clock.advance(24 * HOUR);
    await sandbox.webhooks.idle();
    expect(new Set(app.arrived.map((one) => header(one, "webhook-id"))).size).toBe(1);
    expect(app.arrived).toHaveLength(2);
    expect(sandbox.webhooks.log().at(-1)?.faults).toEqual(["duplicate", "delayed"]);
  });
});

describe("that a bulk operation is finished", () => {
  const run = async () => {
    const ask = await asApp(sandbox);
    await ask('mutation { bulkOperationRunQuery(query: "{ orders { nodes { id } } }") { userErrors { message } } }');
    await expect.poll(() => [...sandbox.store.bulkOperations.values()].at(-1)?.status).toBe("COMPLETED");
    await sandbox.webhooks.idle();
  };

  it.each([
    ["is not said", "dropped", 0],
    ["is said twice", "duplicate", 2],
  ])("%s", async (_, kind, times) => {
    const fault = once(kind, { matching: "bulk_operations/finish" });
    await run();
    expect(app.arrived).toHaveLength(times);
    expect(fault.struck).toBe(1);
  });
});
