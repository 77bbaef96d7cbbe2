import { beforeAll, describe, expect, it } from "vitest";
import { runCommand } from "#sandbox/commands/run-command.ts";
import type { OrderRecord } from "#sandbox/store/model.ts";
import { installApp, useSandbox } from "../support/sandbox.ts";
import { useTestDatabase } from "../support/test-database.ts";
import { emptyQueue, waitingJobs } from "../support/waiting-jobs.ts";
import { openDoor } from "./open-door.ts";

const door = await openDoor(() => ({ db: test.db, clock: shopify.clock }));
const test = useTestDatabase();
const shopify = useSandbox({ appOrigin: door.origin });
let shopId: string;

beforeAll(async () => {
  shopId = String(await installApp(test, shopify));
  await shopify.sandbox.store.load({
    customers: [],
    products: [{ id: 1, title: "Thyme", sku: null, priceMinor: 500, isGiftCard: false }],
    orders: [],
  });
});

async function happens(command: string, input: object): Promise<{ made: unknown; jobs: Awaited<ReturnType<typeof waitingJobs>> }> {
  await emptyQueue(test.owner);
  door.answers.length = 0;
  const made = runCommand(shopify.sandbox, command, input);
  await shopify.sandbox.webhooks.idle();
  expect(new Set(door.answers)).toEqual(new Set([200]));
  return { made, jobs: await waitingJobs(test.owner) };
}

const buy = (buyer: object) => happens("placeOrder", { buyer, lines: [{ productId: 1, quantity: 2 }], payment: "PAID" });
const webhookId: unknown = expect.any(String);
const ann = { kind: "new", email: "ann@example.com", firstName: "Ann", lastName: "A", acceptsEmail: false };

describe("what happens in the shop", () => {
  it("reaches the queue as the jobs that it causes, signed by Shopify and let in by the door", async () => {
    const bought = await buy(ann);
    const order = bought.made as OrderRecord;
    const ingest = { name: "ingest-order", payload: { shopId, webhookId, orderId: String(order.id) } };
    expect(bought.jobs).toEqual([ingest]);

    expect((await happens("refundOrder", { orderId: order.id, refund: { kind: "whole" } })).jobs).toEqual([ingest]);

    const other = (await buy({ ...ann, email: "ben@example.com" })).made as OrderRecord;
    const merged = await happens("mergeCustomers", { keptId: order.customerId, mergedId: other.customerId });
    expect(merged.jobs).toContainEqual({
      name: "merge-customers",
      payload: { shopId, webhookId, fromCustomerId: String(other.customerId), toCustomerId: String(order.customerId) },
    });

    const customerId = String(order.customerId);
    const orderIds = [String(order.id), String(other.id)];
    expect((await happens("requestCustomerData", { customerId: order.customerId })).jobs).toEqual([
      { name: "answer-data-request", payload: { shopId, webhookId, requestId: expect.any(String), customerId, orderIds, requestedAt: expect.any(String) } },
    ]);

    expect((await happens("redactCustomer", { customerId: order.customerId })).jobs).toEqual([
      { name: "redact-customer", payload: { shopId, webhookId, requestId: expect.any(String), customerId, orderIds } },
    ]);

    expect((await happens("updateScopes", { scopes: ["read_orders"] })).jobs).toEqual([{ name: "refresh-shop", payload: { shopId, webhookId } }]);

    expect((await happens("deleteOrder", { orderId: order.id })).jobs).toEqual([ingest]);

    expect((await happens("uninstallApp", {})).jobs).toMatchObject([{ name: "uninstall-shop", payload: { shopId } }]);
    expect((await happens("redactShop", {})).jobs).toMatchObject([{ name: "redact-shop", payload: { shopId } }]);
  });
});
