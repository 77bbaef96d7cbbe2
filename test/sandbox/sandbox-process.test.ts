import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { changeTags } from "#sandbox/commands/change-tags.ts";
import type { Sandbox } from "#sandbox/create-sandbox.ts";
import { aCustomer, anOrder, asApp, install, post, startBox, TEA } from "./box.ts";

let dataDir: string;
let sandbox: Sandbox;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "sandbox-data-"));
  sandbox = await startBox({ dataDir });
  await sandbox.store.load({ customers: [aCustomer(1), aCustomer(2, { tags: ["clv:value-low"] })], products: [TEA], orders: [anOrder(1, { customerId: 1 })] });
});

afterEach(async () => {
  await sandbox.close();
  await rm(dataDir, { recursive: true });
});

async function restart(): Promise<void> {
  await sandbox.close();
  sandbox = await startBox({ dataDir });
}

describe("a second start", () => {
  it("finds everything as it was", async () => {
    const { access_token } = await install(sandbox);
    changeTags(sandbox, { customerId: 1, add: ["kept"] });
    sandbox.clock.advance(86_400_000);
    const lastId = sandbox.store.nextId();
    await restart();
    expect(sandbox.store.customers.require(1).tags).toEqual(["kept"]);
    expect(sandbox.store.ordersOf(1)).toEqual([anOrder(1, { customerId: 1 })]);
    expect(sandbox.clock.offsetMs()).toBe(86_400_000);
    expect(sandbox.store.nextId()).toBeGreaterThan(lastId);
    expect(sandbox.store.installations.size()).toBe(1);
    // A day went by.
    const response = await post(sandbox, "/admin/api/2026-10/graphql.json", { query: "{ shop { name } }" }, { "x-shopify-access-token": access_token });
    expect(response.status).toBe(401);
  });

  it("forgets what was deleted", async () => {
    sandbox.store.customers.remove(2);
    await restart();
    expect([...sandbox.store.customers.values()].map(({ id }) => id)).toEqual([1]);
  });

  it("runs a bulk operation that was interrupted", async () => {
    const ask = await asApp(sandbox);
    await ask('mutation { bulkOperationRunQuery(query: "{ orders { nodes { id } } }") { userErrors { message } } }');
    await restart();
    const [operation] = sandbox.store.bulkOperations.values();
    expect(operation).toBeDefined();
    await expect.poll(() => sandbox.store.bulkOperations.require(operation?.id ?? 0).status).toBe("COMPLETED");
  });

  it("loses nothing that is older than a moment when the process is killed", async () => {
    changeTags(sandbox, { customerId: 1, add: ["kept"] });
    await new Promise((resolve) => setTimeout(resolve, 150));
    const witness = await startBox({ dataDir }); // Reads what is on disk while the other is still open, as after a kill.
    expect(witness.store.customers.require(1).tags).toEqual(["kept"]);
    await witness.close();
  });
});

describe("the sandbox's own addresses", () => {
  const get = async (path: string) => (await fetch(sandbox.origin + path)).json() as Promise<Record<string, unknown>>;
  const send = (path: string, body: unknown) => fetch(sandbox.origin + path, { method: "POST", body: JSON.stringify(body) });

  it("tell and move the clock, forward only", async () => {
    expect(await get("/sandbox/clock")).toEqual({ now: sandbox.clock.iso(), offsetMs: 0 });
    expect(await (await send("/sandbox/clock", { advanceMs: 5000 })).json()).toMatchObject({ offsetMs: 5000 });
    expect((await send("/sandbox/clock", { advanceMs: "soon" })).status).toBe(400);
    expect((await send("/sandbox/clock", { advanceMs: -1 })).status).toBe(400);
    expect(sandbox.clock.offsetMs()).toBe(5000);
  });

  it("tell what the shop holds", async () => {
    expect(await get("/sandbox/status")).toMatchObject({ customers: 2, orders: 1, installed: false, customersByTag: { "clv:value-low": 1 }, pointsSpent: { query: 0, mutation: 0 } });
    const lines = (await (await fetch(`${sandbox.origin}/sandbox/customers.jsonl`)).text()).trim().split("\n").map((line) => JSON.parse(line) as unknown);
    expect(lines).toEqual([
      { id: 1, tags: [], dataSaleOptOut: false, numberOfOrders: 1, metafields: [] },
      { id: 2, tags: ["clv:value-low"], dataSaleOptOut: false, numberOfOrders: 0, metafields: [] },
    ]);
  });

  it("run commands", async () => {
    const response = await send("/sandbox/commands/placeOrder", { buyer: { kind: "customer", customerId: 2 }, lines: [{ productId: 1, quantity: 1 }], payment: "PAID" });
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ customerId: 2, receivedMinor: 1000 });
    expect(sandbox.store.ordersOf(2)).toHaveLength(1);
  });

  it.each([
    ["an unknown command", "sing", {}],
    ["a body that does not fit", "refundOrder", { orderId: 1, refund: { kind: "all" } }],
    ["what the shop forbids", "refundOrder", { orderId: 1, refund: { kind: "amount", amountMinor: 100_000 } }],
  ])("answer 400 to %s", async (_, command, body) => {
    const response = await send(`/sandbox/commands/${command}`, body);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ errors: expect.any(String) });
  });
});
