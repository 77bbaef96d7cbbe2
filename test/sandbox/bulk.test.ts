import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Sandbox } from "#sandbox/create-sandbox.ts";
import { aCustomer, aLine, anOrder, asApp, type Ask, startBox } from "./box.ts";
import { finished, linesOf, startAtOnce, startMutation, startQuery, upload } from "./bulk-client.ts";

let sandbox: Sandbox;
let ask: Ask;

beforeEach(async () => {
  sandbox = await startBox();
  ask = await asApp(sandbox);
});

afterEach(() => sandbox.close());

const ORDERS = "{ orders { edges { node { id name customer { id } totalPriceSet { shopMoney { amount } } lineItems { edges { node { id quantity } } } } } } }";

describe("a bulk query", () => {
  it("gives each node a line, children after their parent but not beside it", async () => {
    const orders = [1, 2].map((id) => anOrder(id, { customerId: 7, lines: [aLine(id * 10), aLine(id * 10 + 1, { quantity: 2 })] }));
    await sandbox.store.load({ customers: [aCustomer(7)], products: [], orders });
    const started = await startQuery(ask, ORDERS);
    expect(started.bulkOperation?.status).toBe("CREATED");
    const operation = await finished(ask, started);
    expect(operation).toMatchObject({ status: "COMPLETED", errorCode: null, objectCount: "6", rootObjectCount: "2" });
    const lines = await linesOf(operation);
    expect(lines[0]).toEqual({ id: "gid://shopify/Order/1", name: "#1", customer: { id: "gid://shopify/Customer/7" }, totalPriceSet: { shopMoney: { amount: "30.0" } } });
    expect(lines.slice(2)).toEqual([
      { id: "gid://shopify/LineItem/10", quantity: 1, __parentId: "gid://shopify/Order/1" },
      { id: "gid://shopify/LineItem/20", quantity: 1, __parentId: "gid://shopify/Order/2" },
      { id: "gid://shopify/LineItem/11", quantity: 2, __parentId: "gid://shopify/Order/1" },
      { id: "gid://shopify/LineItem/21", quantity: 2, __parentId: "gid://shopify/Order/2" },
    ]);
  });

  it("walks two levels down, with searches, fragments and lists", async () => {
    const refunds = [{ id: 3, createdAt: "2026-01-03T00:00:00Z", lines: [], shippingMinor: 0, amountMinor: 250 }];
    await sandbox.store.load({ customers: [aCustomer(7), aCustomer(8)], products: [], orders: [anOrder(1, { customerId: 7, refunds })] });
    const started = await startQuery(
      ask,
      'query { customers(query: "id:7") { nodes { ...Who orders { nodes { id refunds { totalRefundedSet { shopMoney { amount } } } lineItems { nodes { id } } } } } } } fragment Who on Customer { id numberOfOrders }',
    );
    expect(await linesOf(await finished(ask, started))).toEqual([
      { id: "gid://shopify/Customer/7", numberOfOrders: "1" },
      { id: "gid://shopify/Order/1", refunds: [{ totalRefundedSet: { shopMoney: { amount: "2.5" } } }], __parentId: "gid://shopify/Customer/7" },
      { id: "gid://shopify/LineItem/10", __parentId: "gid://shopify/Order/1" },
    ]);
  });

  it("that finds nothing has no file", async () => {
    const operation = await finished(ask, await startQuery(ask, ORDERS));
    expect(operation).toMatchObject({ status: "COMPLETED", objectCount: "0", url: null, fileSize: null });
  });

  it.each([
    ["no connection", "{ shop { name } }", "at least one connection"],
    ["a top level node", '{ node(id: "gid://shopify/Order/1") { id } }', "top level `node`"],
    ["a parent without id", "{ orders { nodes { name lineItems { nodes { id } } } } }", "Connection fields without 'id': lineItems."],
    ["a connection in a list", "{ orders { nodes { id refunds { id refundLineItems { nodes { id } } } } } }", "connection field within a list field"],
    ["nodes that are none", '{ orders { nodes { id lineItems { pageInfo { hasNextPage } } } } }', "must select its nodes"],
    ["three levels of nesting", "{ customers { nodes { id orders { nodes { id customer { id } lineItems { nodes { id } } metafields { nodes { id } } } } metafields { nodes { id } } orders2: orders { nodes { id } } } } }", "more than 5 connections"],
    ["bad syntax", "{ orders", "Syntax Error"],
  ])("with %s is refused", async (_, query, message) => {
    const { bulkOperation, userErrors } = await startQuery(ask, query);
    expect(bulkOperation).toBeNull();
    expect(userErrors[0]).toMatchObject({ code: "INVALID" });
    expect(userErrors[0]?.message).toContain(message);
  });

  it("may run five at a time", async () => {
    const started = await startAtOnce(ask, 6, `bulkOperationRunQuery(query: ${JSON.stringify(ORDERS)})`);
    expect(started.flatMap(({ userErrors }) => userErrors.map(({ code }) => code))).toEqual(["LIMIT_REACHED"]);
    for (const one of started) if (one.bulkOperation) await finished(ask, one);
    expect((await startQuery(ask, ORDERS)).userErrors).toEqual([]);
  });

  it("can be cancelled", async () => {
    const started = await startQuery(ask, ORDERS);
    await ask("mutation($id: ID!) { bulkOperationCancel(id: $id) { bulkOperation { status } userErrors { message } } }", { id: started.bulkOperation?.id });
    await sandbox.store.load({ customers: [], products: [], orders: [anOrder(1)] });
    expect(await finished(ask, started)).toMatchObject({ status: "CANCELED" });
  });

  it("without the scope fails as it runs", async () => {
    await sandbox.close();
    sandbox = await startBox({ scopes: ["read_customers"] });
    ask = await asApp(sandbox);
    expect(await finished(ask, await startQuery(ask, ORDERS))).toMatchObject({ status: "FAILED", errorCode: "ACCESS_DENIED", url: null });
  });
});

const TAGS_ADD = "mutation add($id: ID!, $tags: [String!]!) { tagsAdd(id: $id, tags: $tags) { node { id } userErrors { field message } } }";

describe("a bulk mutation", () => {
  it("runs once for each line and says which line each result belongs to", async () => {
    await sandbox.store.load({ customers: [aCustomer(1), aCustomer(2, { tags: ["kept"] })], products: [], orders: [] });
    const variables = [1, 2, 404].map((id) => JSON.stringify({ id: `gid://shopify/Customer/${id}`, tags: ["clv:value-mid"] }));
    const { status, path } = await upload(ask, variables.join("\n"));
    expect(status).toBe(201);
    const operation = await finished(ask, await startMutation(ask, TAGS_ADD, path));
    expect(operation).toMatchObject({ status: "COMPLETED", objectCount: "3" });
    const results = await linesOf(operation);
    expect(results.map(({ __lineNumber }) => __lineNumber)).not.toEqual([0, 1, 2]);
    const byLine = results.toSorted((a, b) => Number(a["__lineNumber"]) - Number(b["__lineNumber"]));
    expect(byLine).toEqual([
      { data: { tagsAdd: { node: { id: "gid://shopify/Customer/1" }, userErrors: [] } }, __lineNumber: 0 },
      { data: { tagsAdd: { node: { id: "gid://shopify/Customer/2" }, userErrors: [] } }, __lineNumber: 1 },
      { data: { tagsAdd: { node: null, userErrors: [{ field: ["id"], message: "Customer does not exist" }] } }, __lineNumber: 2 },
    ]);
    expect(sandbox.store.customers.require(2).tags).toEqual(["kept", "clv:value-mid"]);
  });

  it("sets metafields", async () => {
    await sandbox.store.load({ customers: [aCustomer(1)], products: [], orders: [] });
    const metafields = [{ ownerId: "gid://shopify/Customer/1", key: "score", value: "5" }];
    const { path } = await upload(ask, `${JSON.stringify({ metafields })}\nno json\n`);
    const started = await startMutation(ask, "mutation($metafields: [MetafieldsSetInput!]!) { metafieldsSet(metafields: $metafields) { userErrors { message } } }", path);
    const results = await linesOf(await finished(ask, started));
    expect(results.find(({ __lineNumber }) => __lineNumber === 1)?.["errors"]).toMatchObject([{ message: "Invalid JSON: no json" }]);
    expect(sandbox.store.metafieldsOf("CUSTOMER", 1)).toMatchObject([{ key: "score", value: "5" }]);
  });

  it("wants the file last in the form", async () => {
    const { status, path } = await upload(ask, "{}", "file first");
    expect(status).toBe(400);
    expect((await startMutation(ask, TAGS_ADD, path)).userErrors[0]).toMatchObject({ code: "NO_SUCH_FILE" });
  });

  it("refuses mutations that start others, and queries", async () => {
    const { path } = await upload(ask, "{}");
    const nested = "mutation($query: String!) { bulkOperationRunQuery(query: $query) { userErrors { message } } }";
    for (const mutation of [nested, "{ shop { name } }"]) {
      expect((await startMutation(ask, mutation, path)).userErrors[0]).toMatchObject({ code: "INVALID_MUTATION" });
    }
  });
});
