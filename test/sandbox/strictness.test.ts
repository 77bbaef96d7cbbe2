import { afterAll, beforeAll, expect, it } from "vitest";
import type { Sandbox } from "#sandbox/create-sandbox.ts";
import { formatDecimal } from "#sandbox/money.ts";
import { aCustomer, type Ask, asApp, startBox } from "./box.ts";

let sandbox: Sandbox;
let ask: Ask;

beforeAll(async () => {
  sandbox = await startBox();
  await sandbox.store.load({ customers: [aCustomer(1), aCustomer(2)], products: [], orders: [] });
  ask = await asApp(sandbox);
});

afterAll(() => sandbox.close());

it("writes money with the decimals that the currency keeps, not those that prices show", () => {
  expect(formatDecimal(1250, "HUF")).toBe("12.5");
  expect(formatDecimal(1250, "JPY")).toBe("1250.0");
  expect(formatDecimal(1250, "KWD")).toBe("1.25");
  expect(formatDecimal(-1200, "EUR")).toBe("-12.0");
});

it("refuses the id of another kind instead of finding nothing", async () => {
  for (const id of ["gid://shopify/Order/1", "1", "gid://shopify/Customer/one"]) {
    const { errors } = await ask("query ($id: ID!) { customer(id: $id) { id } }", { id });
    expect(JSON.stringify(errors)).toContain("is not the global id of a Customer");
  }
});

it("asks for the price of as many nodes as there are ids", async () => {
  const ids = ["gid://shopify/Customer/1", "gid://shopify/Customer/2", "gid://shopify/Customer/3"];
  const given = await ask("query ($ids: [ID!]!) { nodes(ids: $ids) { id } }", { ids });
  expect(given.extensions?.cost.requestedQueryCost).toBe(3);
  const written = await ask(`{ nodes(ids: ${JSON.stringify(ids.slice(0, 2))}) { id } }`);
  expect(written.extensions?.cost.requestedQueryCost).toBe(2);
});
