import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Sandbox } from "#sandbox/create-sandbox.ts";
import { aCustomer, anOrder, asApp, type Ask, startBox } from "./box.ts";

const DAY = 24 * 60 * 60 * 1000;

let sandbox: Sandbox;
let ask: Ask;

beforeEach(async () => {
  sandbox = await startBox();
  ask = await asApp(sandbox);
  const daysAgo = (days: number) => new Date(sandbox.clock.now() - days * DAY).toISOString();
  await sandbox.store.load({
    customers: [
      aCustomer(1, { tags: ["clv:value-vip", "it's"], createdAt: "2026-01-31T23:30:00Z" }),
      aCustomer(2, { tags: ["VIP"], emailConsent: "UNSUBSCRIBED" }),
      aCustomer(3, { tags: [] }),
    ],
    products: [],
    orders: [
      anOrder(1, { customerId: 1, createdAt: daysAgo(400), receivedMinor: 10_000 }),
      anOrder(2, { customerId: 1, createdAt: daysAgo(10), receivedMinor: 50 }),
      anOrder(3, { customerId: 2, createdAt: daysAgo(100), receivedMinor: 10_000 }),
    ],
  });
  const metafields = [
    { ownerId: "gid://shopify/Customer/1", key: "score", value: "80" },
    { ownerId: "gid://shopify/Customer/2", key: "score", value: "20" },
  ];
  await ask("mutation($metafields: [MetafieldsSetInput!]!) { metafieldsSet(metafields: $metafields) { userErrors { message } } }", { metafields });
});

afterEach(() => sandbox.close());

type Members = { customerSegmentMembers: { totalCount: number; edges: { node: { id: string } }[]; pageInfo: { hasNextPage: boolean; endCursor: string } } };

async function members(query: string): Promise<number[]> {
  const { data, errors } = await ask<Members>("query($query: String!) { customerSegmentMembers(first: 250, query: $query) { totalCount edges { node { id } } pageInfo { hasNextPage endCursor } } }", { query });
  expect(errors).toBeUndefined();
  expect(data.customerSegmentMembers.totalCount).toBe(data.customerSegmentMembers.edges.length);
  return data.customerSegmentMembers.edges.map(({ node }) => Number(node.id.replace("gid://shopify/CustomerSegmentMember/", "")));
}

const errorOf = async (query: string) =>
  (await ask("query($query: String!) { customerSegmentMembers(first: 9, query: $query) { totalCount } }", { query })).errors?.[0]?.message;

describe("the segment language", () => {
  it.each([
    ["customer_tags CONTAINS 'clv:value-vip'", [1]],
    ["customer_tags CONTAINS 'vip'", []],
    ["customer_tags NOT CONTAINS 'VIP'", [1, 3]],
    ["customer_tags IS NULL", [3]],
    ["customer_tags IS NOT NULL", [1, 2]],
    ["customer_tags CONTAINS 'it\\'s'", [1]],
    ["amount_spent >= 100.50", [1]],
    ["amount_spent BETWEEN 100 AND 100.5", [1, 2]],
    ["number_of_orders = 0", [3]],
    ["number_of_orders != 0", [1, 2]],
    ["last_order_date < -90d", [2]],
    ["last_order_date >= -2w", [1]],
    ["first_order_date < -12m", [1]],
    ["first_order_date < -1y", [1]],
    ["last_order_date IS NULL", [3]],
    ["customer_added_date = 2026-02-01", [1]],
    ["email_subscription_status = 'SUBSCRIBED'", [1, 3]],
    ["metafields.$app.score > 50", [1]],
    ["metafields.$app.score != 80", [2]],
    ["metafields.$app.score IS NULL", [3]],
    ["number_of_orders = 0 OR number_of_orders = 1 AND amount_spent > 500", [3]],
    ["(number_of_orders = 0 OR number_of_orders = 1) AND amount_spent < 500", [2, 3]],
    ["number_of_orders>=1 and amount_spent<=100", [2]],
  ])("%s", async (query, found) => {
    expect(await members(query)).toEqual(found);
  });

  it.each([
    ["favourite_colour = 'green'", "Line 1 Column 0: 'favourite_colour' filter cannot be found."],
    ["metafields.$app.unknown = 1", "Line 1 Column 0: 'metafields.$app.unknown' filter cannot be found."],
    ["amount_spent > 'much'", "'much' is not a value of 'amount_spent'."],
    ["customer_tags = 'x'", "takes CONTAINS"],
    ["amount_spent CONTAINS 1", "cannot be compared by CONTAINS"],
    ["email_subscription_status > 'A'", "cannot be compared by >"],
    ["customer_tags CONTAINS", "ends too early"],
    ["amount_spent > 1 amount_spent < 2", "Line 1 Column 17: 'amount_spent' is unexpected."],
    ["(amount_spent > 1", "')' is expected"],
    ["", "ends too early"],
    ["last_order_date > 2026-02-30", "is not a value"],
    ["customer_tags CONTAINS 'open", "is unexpected"],
    ["products_purchased(id: 1) = true", "'(' is not an operator."],
  ])("refuses %s as Shopify does", async (query, message) => {
    expect(await errorOf(query)).toContain(message);
  });

  it.each(["rfm_group = 'CHAMPIONS'", "products_purchased MATCHES (quantity = 5)", "last_order_date > 90_days_ago"])("says that the sandbox lacks %s", async (query) => {
    expect(await errorOf(query)).toMatch(/^Sandbox: .* not implemented/);
  });

  it("cannot filter by a metafield whose definition does not say so", async () => {
    const definition = [...sandbox.store.definitions.values()].find(({ key }) => key === "score");
    expect(await members(`metafields.${definition?.namespace}.score = 20`)).toEqual([2]);
    const made = await change('segmentCreate(name: "Twenty", query: "metafields.$app.score = 20")');
    if (definition) sandbox.store.definitions.put({ ...definition, adminFilterable: false });
    const { errors } = await ask(`{ customerSegmentMembership(customerId: "gid://shopify/Customer/2", segmentIds: ["${made.segment?.id}"]) { memberships { isMember } } }`);
    expect(errors?.[0]?.message).toContain("filter cannot be found");
    expect(await (await fetch(`${sandbox.origin}/store/test-shop/segments`)).text()).toContain("filter cannot be found");
    expect(await errorOf("metafields.$app.score = 20")).toContain("filter cannot be found");
  });
});

type Change = { segment: { id: string; name: string; query: string } | null; deletedSegmentId?: string | null; userErrors: { field: string[]; message: string }[] };

async function change(call: string): Promise<Change> {
  const fields = call.startsWith("segmentDelete") ? "deletedSegmentId" : "segment { id name query }";
  const { data, errors } = await ask<{ result: Change }>(`mutation { result: ${call} { ${fields} userErrors { field message } } }`);
  expect(errors).toBeUndefined();
  return data.result;
}

describe("segments", () => {
  it("are made, read, changed and deleted", async () => {
    const { segment } = await change(`segmentCreate(name: "CLV VIP", query: "customer_tags CONTAINS 'clv:value-vip'")`);
    const id = segment?.id ?? "";
    expect(segment).toEqual({ id: expect.stringMatching(/^gid:\/\/shopify\/Segment\/\d+$/), name: "CLV VIP", query: "customer_tags CONTAINS 'clv:value-vip'" });
    await change(`segmentCreate(name: "Other", query: "number_of_orders > 5")`);
    await change(`segmentUpdate(id: "${id}", name: "CLV best")`);
    const { data } = await ask<Record<string, unknown>>(`{
      segment(id: "${id}") { name query }
      node(id: "${id}") { __typename id }
      segments(first: 9, reverse: true, sortKey: ID) { nodes { name } }
      segmentsCount { count precision }
      customerSegmentMembers(first: 1, segmentId: "${id}") { totalCount edges { node { id displayName amountSpent { amount } numberOfOrders lastOrderId metafield(key: "score") { value } } } }
      customerSegmentMembership(customerId: "gid://shopify/Customer/1", segmentIds: ["${id}"]) { memberships { segmentId isMember } }
    }`);
    expect(data).toMatchObject({
      segment: { name: "CLV best", query: "customer_tags CONTAINS 'clv:value-vip'" },
      node: { __typename: "Segment", id },
      segments: { nodes: [{ name: "Other" }, { name: "CLV best" }] },
      segmentsCount: { count: 2, precision: "EXACT" },
      customerSegmentMembers: {
        totalCount: 1,
        edges: [{ node: { id: "gid://shopify/CustomerSegmentMember/1", displayName: "Ada Number 1", amountSpent: { amount: "100.5" }, numberOfOrders: "2", lastOrderId: "gid://shopify/Order/2", metafield: { value: "80" } } }],
      },
      customerSegmentMembership: { memberships: [{ segmentId: id, isMember: true }] },
    });
    expect(await change(`segmentDelete(id: "${id}")`)).toEqual({ deletedSegmentId: id, userErrors: [] });
    expect((await ask(`{ segment(id: "${id}") { id } }`)).data).toEqual({ segment: null });
    expect((await ask(`{ customerSegmentMembers(first: 1, segmentId: "${id}") { totalCount } }`)).errors?.[0]?.message).toContain("does not exist");
  });

  it("have names of their own, and queries that can be read", async () => {
    await change(`segmentCreate(name: "Taken", query: "number_of_orders > 5")`);
    expect((await change(`segmentCreate(name: "taken", query: "number_of_orders > 5")`)).userErrors).toEqual([{ field: ["name"], message: "Name has already been taken" }]);
    expect((await change(`segmentCreate(name: " ", query: "number_of_orders > 5")`)).userErrors).toEqual([{ field: ["name"], message: "Name can't be blank" }]);
    expect((await change(`segmentCreate(name: "New", query: "wishes > 5")`)).userErrors).toEqual([{ field: ["query"], message: "Query Line 1 Column 0: 'wishes' filter cannot be found." }]);
    expect((await change(`segmentUpdate(id: "gid://shopify/Segment/404", name: "x")`)).userErrors).toEqual([{ field: ["id"], message: "Segment does not exist" }]);
    expect((await change(`segmentDelete(id: "gid://shopify/Segment/404")`)).userErrors).toHaveLength(1);
    expect(sandbox.store.segments.size()).toBe(1);
  });

  it("need the scope to write customers", async () => {
    await sandbox.close();
    sandbox = await startBox({ scopes: ["read_customers"] });
    ask = await asApp(sandbox);
    expect((await ask('mutation { segmentCreate(name: "x", query: "number_of_orders > 5") { userErrors { message } } }')).errors?.[0]).toMatchObject({ extensions: { code: "ACCESS_DENIED" } });
  });

  it("page through their members", async () => {
    const page = async (after: string | null): Promise<Members> =>
      (await ask<Members>('query($after: String) { customerSegmentMembers(first: 2, after: $after, query: "number_of_orders >= 0") { totalCount edges { node { id } } pageInfo { hasNextPage endCursor } } }', { after })).data;
    const { customerSegmentMembers: first } = await page(null);
    expect(first).toMatchObject({ totalCount: 3, edges: [{}, {}], pageInfo: { hasNextPage: true } });
    expect((await page(first.pageInfo.endCursor)).customerSegmentMembers).toMatchObject({ totalCount: 3, edges: [{ node: { id: "gid://shopify/CustomerSegmentMember/3" } }], pageInfo: { hasNextPage: false } });
  });
});

describe("counts that are looked at later", () => {
  type Count = { id: string; done: boolean; currentCount: number };

  it("are asked for by a mutation, and there after a while", async () => {
    const create = "mutation($query: String!) { customerSegmentMembersQueryCreate(input: { query: $query }) { customerSegmentMembersQuery { id done currentCount } userErrors { code message } } }";
    type Made = { customerSegmentMembersQueryCreate: { customerSegmentMembersQuery: Count | null; userErrors: { code: string; message: string }[] } };
    const { data } = await ask<Made>(create, { query: "number_of_orders >= 1" });
    const count = data.customerSegmentMembersQueryCreate.customerSegmentMembersQuery!;
    expect(count).toEqual({ id: expect.stringMatching(/^gid:\/\/shopify\/CustomerSegmentMembersQuery\/\d+$/), done: false, currentCount: 0 });
    sandbox.clock.advance(5_000);
    const look = async (id: string) => (await ask<{ customerSegmentMembersQuery: Count | null }>("query($id: ID!) { customerSegmentMembersQuery(id: $id) { id done currentCount } }", { id })).data;
    expect(await look(count.id)).toEqual({ customerSegmentMembersQuery: { id: count.id, done: true, currentCount: 2 } });
    expect(await look("gid://shopify/CustomerSegmentMembersQuery/1")).toEqual({ customerSegmentMembersQuery: null });
    const refused = await ask<Made>(create, { query: "wishes > 5" });
    expect(refused.data.customerSegmentMembersQueryCreate).toMatchObject({ customerSegmentMembersQuery: null, userErrors: [{ code: "INVALID", message: expect.stringContaining("cannot be found") }] });
  });

  it("may be the only way, where a fault says so", async () => {
    sandbox.faults.add({ kind: "only-async", matching: "customerSegmentMembers", next: 1 });
    const query = "{ customerSegmentMembers(first: 1, query: \"number_of_orders > 5\") { totalCount } }";
    expect((await ask(query)).errors?.[0]).toMatchObject({ extensions: { code: "USE_CUSTOMER_SEGMENT_MEMBERS_QUERY_CREATE_MUTATION" } });
    expect((await ask(query)).errors).toBeUndefined();
  });
});
