import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Sandbox } from "#sandbox/create-sandbox.ts";
import type { Plan } from "#sandbox/graphql/bucket.ts";
import type { Fault } from "#sandbox/faults/create-faults.ts";
import { aCustomer, install, post, refresh, startBox, type Tokens } from "../box.ts";

const ADD = 'mutation Mark { tagsAdd(id: "gid://shopify/Customer/1", tags: ["marked"]) { userErrors { message } } }';

let sandbox: Sandbox;
let tokens: Tokens;

beforeEach(() => open());

async function open(plan: Plan = { bucket: 2000, restoreRate: 100 }): Promise<void> {
  sandbox = await startBox({ plan });
  await sandbox.store.load({ customers: [aCustomer(1)], products: [], orders: [] });
  tokens = await install(sandbox);
}

afterEach(() => sandbox.close());

function send(query = ADD, signal?: AbortSignal): Promise<Response> {
  return fetch(`${sandbox.origin}/admin/api/2026-10/graphql.json`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-sandbox-host": sandbox.domain, "x-shopify-access-token": tokens.access_token },
    body: JSON.stringify({ query }),
    signal,
  });
}

const marked = () => sandbox.store.customers.require(1).tags.includes("marked");

function once(kind: string, more: object = {}): Fault {
  return sandbox.faults.add({ kind, next: 1, ...more });
}

/** The fault struck, and what comes after it is as ever. */
async function expectOver(fault: Fault): Promise<void> {
  expect(fault.struck).toBe(1);
  expect((await send()).status).toBe(200);
  expect(marked()).toBe(true);
  expect(fault.struck).toBe(1);
}

describe("a request that never ran", () => {
  afterEach(() => expect(marked()).toBe(true)); // It ran when it was sent again.

  it("was throttled at HTTP 200, and the points are really gone", async () => {
    await sandbox.close();
    await open({ bucket: 2000, restoreRate: 8 }); // Slow enough for a busy machine to see them gone.
    const fault = once("throttled");
    const response = await send();
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({
      errors: [{ message: "Throttled", extensions: { code: "THROTTLED" } }],
      extensions: { cost: { requestedQueryCost: 10, actualQueryCost: null, throttleStatus: { maximumAvailable: 2000, currentlyAvailable: 0, restoreRate: 8 } } },
    });
    expect(marked()).toBe(false);
    expect(await (await send()).json()).toMatchObject({ errors: [{ extensions: { code: "THROTTLED" } }] });
    await expect.poll(async () => ((await (await send()).json()) as { errors?: object }).errors, { interval: 20 }).toBeUndefined();
    expect(fault.struck).toBe(1);
  });

  it("was throttled with points left, though too few", async () => {
    const fault = once("throttled", { amount: 1000 });
    expect(await (await send()).json()).toMatchObject({ extensions: { cost: { throttleStatus: { currentlyAvailable: 9 } } } });
    await expect.poll(async () => ((await (await send()).json()) as { errors?: object }).errors, { interval: 20 }).toBeUndefined();
    expect(fault.struck).toBe(1);
  });

  it("was one too many: 429 with Retry-After in seconds", async () => {
    const fault = once("too-many-requests", { amount: 2 });
    const response = await send();
    expect(response.status).toBe(429);
    expect(response.headers.get("retry-after")).toBe("2.0");
    expect(marked()).toBe(false);
    await expectOver(fault);
  });

  it.each([500, 502, 503])("met a server error %i", async (status) => {
    const fault = once("server-error", { amount: status });
    expect((await send()).status).toBe(status);
    expect(marked()).toBe(false);
    await expectOver(fault);
  });

  it("had its connection reset", async () => {
    const fault = once("connection-reset");
    await expect(send()).rejects.toThrow("fetch failed");
    expect(marked()).toBe(false);
    await expectOver(fault);
  });

  it("got no answer at all", async () => {
    const fault = once("no-answer");
    const patience = new AbortController();
    const answer = send(ADD, patience.signal);
    await expect.poll(() => fault.struck).toBe(1);
    setTimeout(() => patience.abort(new Error("no longer")), 50);
    await expect(answer).rejects.toThrow("no longer");
    expect(marked()).toBe(false);
    await expectOver(fault);
  });
});

describe("a request that ran", () => {
  it("lost its answer", async () => {
    const fault = once("answer-lost");
    await expect(send()).rejects.toThrow("fetch failed");
    expect(fault.struck).toBe(1);
    expect(marked()).toBe(true);
    expect(sandbox.api.pointsSpent.mutation).toBe(10);
  });

  it("lost half of its answer", async () => {
    const fault = once("answer-cut");
    const cut = send().then((response) => response.text());
    await expect(cut).rejects.toThrow(/terminated|fetch failed/);
    expect(fault.struck).toBe(1);
    expect(marked()).toBe(true);
  });

  it("was answered late, though done at once", async () => {
    const fault = once("slow", { amount: 0.3 });
    const sentAt = performance.now();
    let isAnswered = false;
    const answer = send().finally(() => (isAnswered = true));
    await expect.poll(marked, { interval: 5 }).toBe(true);
    expect(isAnswered).toBe(false);
    expect((await answer).status).toBe(200);
    expect(performance.now() - sentAt).toBeGreaterThan(290);
    expect(fault.struck).toBe(1);
  });

  it("holds nobody up when the client leaves", async () => {
    once("slow", { amount: 600 });
    const patience = new AbortController();
    const answer = send(ADD, patience.signal);
    await expect.poll(marked).toBe(true);
    patience.abort(new Error("no longer"));
    await expect(answer).rejects.toThrow("no longer");
  });
});

describe("which requests", () => {
  it("is told by the operation's name or its root field", async () => {
    const byName = once("server-error", { matching: "Mark" });
    const byField = once("server-error", { matching: "shop" });
    const byOther = once("server-error", { matching: "OtherOperation" });
    expect((await send("{ customersCount { count } }")).status).toBe(200);
    expect((await send()).status).toBe(500);
    expect((await send("{ shop { name } }")).status).toBe(500);
    expect([byName, byField, byOther].map(({ struck }) => struck)).toEqual([1, 1, 0]);
  });

  it("may be those for tokens: a renewal whose answer is lost can be asked for again", async () => {
    const fault = once("answer-lost", { matching: "token-refresh" });
    expect((await send()).status).toBe(200);
    await expect(refresh(sandbox, tokens.refresh_token)).rejects.toThrow("fetch failed");
    expect(fault.struck).toBe(1);
    const again = await refresh(sandbox, tokens.refresh_token);
    expect(again.status).toBe(200);
    tokens = (await again.json()) as Tokens;
    await send();
    expect(marked()).toBe(true);
  });

  it("may be uploads", async () => {
    const fault = once("server-error", { matching: "upload", amount: 503 });
    expect((await post(sandbox, "/admin/api/2026-10/graphql.json", { query: "{ shop { name } }" }, { "x-shopify-access-token": tokens.access_token })).status).toBe(200);
    expect((await fetch(`${sandbox.origin}/sandbox/uploads`, { method: "POST", body: new FormData() })).status).toBe(503);
    expect(fault.struck).toBe(1);
  });
});

describe("access", () => {
  const status = async () => (await send()).status;

  it("ends early: 401 until the token is renewed", async () => {
    const fault = once("token-expired");
    expect([await status(), await status()]).toEqual([401, 401]);
    expect(fault.struck).toBe(1);
    tokens = (await (await refresh(sandbox, tokens.refresh_token)).json()) as Tokens;
    expect(await status()).toBe(200);
  });

  it("is revoked: neither token works, and the app is still installed", async () => {
    const renewed = (await (await refresh(sandbox, tokens.refresh_token)).json()) as Tokens;
    const fault = once("token-revoked");
    tokens = renewed;
    expect(await status()).toBe(401);
    const refused = await refresh(sandbox, renewed.refresh_token);
    expect(refused.status).toBe(400);
    expect(await refused.json()).toMatchObject({ error: "invalid_grant" });
    expect(fault.struck).toBe(1);
    expect(sandbox.store.installations.size()).toBe(1);
    tokens = await install(sandbox);
    expect(await status()).toBe(200);
  });

  it("cannot be renewed: 400 invalid_grant, from then on", async () => {
    const fault = once("refresh-refused");
    for (let time = 0; time < 2; time++) {
      const refused = await refresh(sandbox, tokens.refresh_token);
      expect(refused.status).toBe(400);
      expect(await refused.json()).toMatchObject({ error: "invalid_grant" });
    }
    expect(fault.struck).toBe(1);
  });

  it("ends when the merchant removes the app midway", async () => {
    const fault = once("uninstalled", { after: 2 });
    expect([await status(), await status(), await status(), await status()]).toEqual([200, 200, 401, 401]);
    expect(fault.struck).toBe(1);
    expect(sandbox.store.installations.size()).toBe(0);
    expect((await refresh(sandbox, tokens.refresh_token)).status).toBe(400);
  });
});
