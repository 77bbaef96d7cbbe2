import { afterEach, describe, expect, it } from "vitest";
import type { Sandbox, SandboxOptions } from "#sandbox/create-sandbox.ts";
import { aCustomer, anOrder, asApp, type Ask, install, post, SCOPES, startBox } from "./box.ts";

const DAY = 24 * 60 * 60 * 1000;

let sandbox: Sandbox | undefined;

afterEach(() => sandbox?.close());

async function open(choice: { scopes?: string[]; plan?: SandboxOptions["plan"] } = {}): Promise<{ sandbox: Sandbox; ask: Ask }> {
  sandbox = await startBox(choice);
  return { sandbox, ask: await asApp(sandbox) };
}

describe("what it does not know", () => {
  it.each([
    ["a field of Shopify's that it lacks", "{ customers(first: 1) { nodes { note } } }", "Customer.note is not implemented"],
    ["a query of Shopify's that it lacks", "{ giftCards(first: 1) { nodes { id } } }", "QueryRoot.giftCards is not implemented"],
    ["a mutation of Shopify's that it lacks", 'mutation { customerDelete(input: { id: "gid://shopify/Customer/1" }) { deletedCustomerId } }', "Mutation.customerDelete is not implemented"],
    ["an argument it lacks", "{ customers(last: 1) { nodes { id } } }", 'argument "last"'],
    ["a sort key it lacks", "{ orders(first: 1, sortKey: TOTAL_PRICE) { nodes { id } } }", "sort key TOTAL_PRICE"],
    ["a search field it lacks", '{ orders(first: 1, query: "sku:x") { nodes { id } } }', "searching by sku"],
    ["a search operator it lacks", '{ orders(first: 1, query: "NOT id:1") { nodes { id } } }', '"NOT" in a search'],
    ["a search that one can read in two ways", '{ orders(first: 1, query: "id:1 OR id:2 id:3") { nodes { id } } }', "without brackets"],
    ["a date without a time zone", '{ orders(first: 1, query: "created_at:>2026-01-01") { nodes { id } } }', "is not an instant"],
    ["what Shopify's schema lacks", "{ shop { nonsense } }", 'Cannot query field "nonsense" on type "Shop"'],
  ])("refuses %s loudly", async (_, query, message) => {
    const { ask } = await open();
    const { data, errors } = await ask(query);
    expect(data ?? null).toBeNull();
    expect(errors?.[0]?.message).toContain(message);
  });

  it("knows one version of the API and one shop", async () => {
    const { sandbox } = await open();
    const { access_token } = await install(sandbox);
    const headers = { "x-shopify-access-token": access_token };
    const query = { query: "{ shop { name } }" };
    expect((await post(sandbox, "/admin/api/2025-10/graphql.json", query, headers)).status).toBe(404);
    expect((await post(sandbox, "/admin/api/2026-10/graphql.json", query, { ...headers, "x-sandbox-host": "other.myshopify.com" })).status).toBe(404);
  });

  it("answers 400 to a body that is no request", async () => {
    const { sandbox } = await open();
    const { access_token } = await install(sandbox);
    const response = await post(sandbox, "/admin/api/2026-10/graphql.json", { query: 1 }, { "x-shopify-access-token": access_token });
    expect(response.status).toBe(400);
  });
});

describe("scopes", () => {
  it("denies a type for which the token has no scope", async () => {
    const { ask } = await open({ scopes: ["write_customers"] });
    const { errors, data } = await ask("{ orders(first: 1) { nodes { id } } }");
    expect(data ?? null).toBeNull();
    expect(errors?.[0]).toMatchObject({ extensions: { code: "ACCESS_DENIED" } });
    expect(errors?.[0]?.message).toContain("Access denied for orders field. Required access: `read_orders`");
  });

  it("denies it inside another type too", async () => {
    const { ask } = await open({ scopes: ["read_orders"] });
    const { errors } = await ask("{ orders(first: 1) { nodes { customer { id } } } }");
    expect(errors?.[0]?.message).toContain("Access denied for customer field");
  });

  it("lets writing include reading, but not the reverse", async () => {
    const { ask } = await open({ scopes: ["read_customers"] });
    expect((await ask("{ customers(first: 1) { nodes { id } } }")).errors).toBeUndefined();
    const { errors } = await ask('mutation { tagsAdd(id: "gid://shopify/Customer/1", tags: ["x"]) { userErrors { message } } }');
    expect(errors?.[0]).toMatchObject({ extensions: { code: "ACCESS_DENIED" } });
  });

  it("hides orders older than 60 days without read_all_orders", async () => {
    const { sandbox, ask } = await open({ scopes: SCOPES.filter((scope) => scope !== "read_all_orders") });
    const daysAgo = (days: number) => new Date(sandbox.clock.now() - days * DAY).toISOString();
    await sandbox.store.load({
      customers: [aCustomer(1)],
      products: [],
      orders: [anOrder(1, { customerId: 1, createdAt: daysAgo(61) }), anOrder(2, { customerId: 1, createdAt: daysAgo(59) })],
    });
    const { data } = await ask<Record<string, unknown>>(`{
      orders(first: 5) { nodes { name } }
      ordersCount { count }
      hidden: order(id: "gid://shopify/Order/1") { name }
      node(id: "gid://shopify/Order/1") { id }
      customer(id: "gid://shopify/Customer/1") { numberOfOrders orders(first: 5) { nodes { name } } }
    }`);
    expect(data).toEqual({
      orders: { nodes: [{ name: "#2" }] },
      ordersCount: { count: 1 },
      hidden: null,
      node: null,
      customer: { numberOfOrders: "2", orders: { nodes: [{ name: "#2" }] } },
    });
  });
});

describe("cost", () => {
  it("charges what came, not what was asked for", async () => {
    const { sandbox, ask } = await open();
    await sandbox.store.load({ customers: [aCustomer(1), aCustomer(2)], products: [], orders: [] });
    const { extensions } = await ask("{ shop { name } customers(first: 10) { nodes { id amountSpent { amount } } } }");
    // shop 1; connection 2 and ten (two) customers with an amount each.
    expect(extensions?.cost).toMatchObject({ requestedQueryCost: 1 + 2 + 10 * 2, actualQueryCost: 1 + 2 + 2 * 2 });
    expect(sandbox.api.pointsSpent).toEqual({ query: 7, mutation: 0 });
  });

  it("charges 10 for a mutation", async () => {
    const { sandbox, ask } = await open();
    await sandbox.store.load({ customers: [aCustomer(1)], products: [], orders: [] });
    await ask('mutation { tagsAdd(id: "gid://shopify/Customer/1", tags: ["x"]) { userErrors { message } } }');
    expect(sandbox.api.pointsSpent).toEqual({ query: 0, mutation: 10 });
  });

  it("throttles with HTTP 200 and lets through again after a while", async () => {
    const { ask } = await open({ plan: { bucket: 12, restoreRate: 2 } });
    const query = "{ customers(first: 10) { nodes { id } } }"; // 12 points asked for, 2 spent.
    const { extensions } = await ask(query);
    expect(extensions?.cost.throttleStatus.currentlyAvailable).toBe(10);
    const throttled = await ask(query);
    expect(throttled.errors?.[0]).toMatchObject({ message: "Throttled", extensions: { code: "THROTTLED" } });
    expect(throttled.extensions?.cost).toMatchObject({ requestedQueryCost: 12, actualQueryCost: null });
    await expect.poll(() => ask(query).then(({ errors }) => errors), { interval: 20 }).toBeUndefined();
  });

  it("refuses a query above 1000 points, and a page above 250", async () => {
    const { ask } = await open();
    const big = await ask("{ customers(first: 250) { nodes { orders(first: 10) { nodes { id } } } } }");
    expect(big.errors?.[0]).toMatchObject({ extensions: { code: "MAX_COST_EXCEEDED" } });
    expect((await ask("{ customers(first: 251) { nodes { id } } }")).errors?.[0]?.message).toContain("between 0 and 250");
    expect((await ask("{ customers { nodes { id } } }")).errors?.[0]?.message).toContain("must provide one of first or last");
  });

  it("refuses input arrays above 250", async () => {
    const { ask } = await open();
    const { errors } = await ask("query($ids: [ID!]!) { nodes(ids: $ids) { id } }", { ids: Array.from({ length: 251 }, (_, i) => `gid://shopify/Customer/${i}`) });
    expect(errors?.[0]?.message).toContain("maximum allowed of 250");
  });
});

describe("nodes", () => {
  it("are found by their ids whatever they are, and null where there is nothing", async () => {
    const { sandbox, ask } = await open();
    await sandbox.store.load({ customers: [aCustomer(1)], products: [], orders: [anOrder(1)] });
    const ids = ["gid://shopify/Order/1", "gid://shopify/Customer/1", "gid://shopify/Customer/2"];
    const { data } = await ask("query($ids: [ID!]!) { nodes(ids: $ids) { __typename id ... on Customer { displayName } ... on Order { name } } }", { ids });
    expect(data).toEqual({
      nodes: [{ __typename: "Order", id: ids[0], name: "#1" }, { __typename: "Customer", id: ids[1], displayName: "Ada Number 1" }, null],
    });
    expect((await ask('{ node(id: "gid://shopify/GiftCard/1") { id } }')).errors?.[0]?.message).toContain("GiftCard nodes are not implemented");
  });
});

describe("connections and searches", () => {
  it("pages through in both directions without loss", async () => {
    const { sandbox, ask } = await open();
    await sandbox.store.load({ customers: [], products: [], orders: [3, 1, 2, 5, 4].map((id) => anOrder(id, { createdAt: `2026-01-0${(id % 2) + 1}T00:00:00Z` })) });
    type Page = { orders: { nodes: { name: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string } } };
    const walk = async (reverse: boolean) => {
      const names: string[] = [];
      let after: string | null = null;
      for (;;) {
        const { data }: { data: Page } = await ask<Page>(
          "query($after: String, $reverse: Boolean) { orders(first: 2, after: $after, sortKey: CREATED_AT, reverse: $reverse) { nodes { name } pageInfo { hasNextPage endCursor } } }",
          { after, reverse },
        );
        names.push(...data.orders.nodes.map(({ name }) => name));
        if (!data.orders.pageInfo.hasNextPage) return names;
        after = data.orders.pageInfo.endCursor;
      }
    };
    expect(await walk(false)).toEqual(["#2", "#4", "#1", "#3", "#5"]);
    expect(await walk(true)).toEqual(["#5", "#3", "#1", "#4", "#2"]);
  });

  it("finds customers by id, e-mail, tag and name, and orders by time", async () => {
    const { sandbox, ask } = await open();
    await sandbox.store.load({
      customers: [aCustomer(1, { tags: ["VIP"] }), aCustomer(2, { firstName: "Grace", tags: ["clv:value-mid"] })],
      products: [],
      orders: [anOrder(1, { createdAt: "2026-01-01T00:00:00Z" }), anOrder(2, { createdAt: "2026-02-01T00:00:00Z" })],
    });
    const find = async (query: string) =>
      (await ask<{ customers: { nodes: { id: string }[] } }>("query($q: String!) { customers(first: 9, query: $q) { nodes { id } } }", { q: query })).data.customers.nodes.map(({ id }) =>
        Number(id.split("/").at(-1)),
      );
    expect(await find("id:2")).toEqual([2]);
    expect(await find("email:CUSTOMER1@example.com")).toEqual([1]);
    expect(await find("tag:vip")).toEqual([1]);
    expect(await find("tag:'clv:value-mid' AND first_name:grace")).toEqual([2]);
    expect(await find("gra")).toEqual([2]);
    const { data } = await ask<{ orders: unknown }>(`{ orders(first: 9, query: "created_at:>='2026-01-15T00:00:00Z' created_at:<2026-03-01T00:00:00+01:00") { nodes { name } } }`);
    expect(data.orders).toEqual({ nodes: [{ name: "#2" }] });
  });
});
