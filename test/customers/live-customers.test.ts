import { beforeAll, describe, expect, it } from "vitest";
import { readCustomerContact } from "#app/customers/read-customer-contact.server.ts";
import { readCustomerNames } from "#app/customers/read-customer-names.server.ts";
import type { Deps } from "#app/deps.server.ts";
import { findCustomers } from "#app/orders/find-customers.server.ts";
import type { CustomerRecord } from "#sandbox/store/model.ts";
import { installApp, useSandbox } from "../support/sandbox.ts";
import { useTestDatabase } from "../support/test-database.ts";
import { buildTestDeps } from "../support/test-deps.ts";
import { addOrders } from "../views/orders-of-shop.ts";

const test = useTestDatabase();
const shopify = useSandbox();
let deps: Deps;
let shopId: bigint;

beforeAll(async () => {
  await shopify.sandbox.store.load({ customers: [customer(21, "Ada", "Baker"), customer(22, "Grace", "O'Brien")], products: [], orders: [] });
  shopId = await installApp(test, shopify);
  deps = buildTestDeps(test.db, shopify);
  await addOrders(test.db, shopId, [
    { id: 1n, customerId: 21n, netMinor: 100 },
    { id: 2n, customerId: null, netMinor: 100 },
  ]);
});

describe("customers as Shopify has them now", () => {
  it("have names, those whom Shopify knows", async () => {
    expect(await readCustomerNames(deps, shopId, ["21", "22", "99"])).toEqual({
      status: "read", data: { 21: "Ada Baker", 22: "Grace O'Brien" },
    });
  });

  it("are not asked for where there is nobody to ask for", async () => {
    const silent = { ...deps, shopify: { run: () => Promise.reject(new Error("asked")) } };
    expect(await readCustomerNames(silent, shopId, [])).toEqual({ status: "read", data: {} });
  });

  it("have an address; who is gone has none", async () => {
    expect(await readCustomerContact(deps, shopId, 21n)).toEqual({ status: "read", data: { name: "Ada Baker", email: "ada@customers.example" } });
    expect(await readCustomerContact(deps, shopId, 99n)).toEqual({ status: "read", data: null });
  });
});

describe("findCustomers", () => {
  it.each([
    ["#1001", [21n]],
    ["1001", [21n]],
    ["21", [21n]],
    ["ada", [21n]],
    ["grace@customers.example", [22n]],
    ["O'Brien", [22n]],
    ["ada baker", [21n]],
    ["ada grace", []],
    ["-ada", []],
    ['"*"', []],
  ])("finds by %j", async (words, ids) => {
    expect(await findCustomers(deps, shopId, words, { byName: true })).toEqual({ status: "read", data: { customerIds: ids, complete: true } });
  });

  it("finds everybody of a common name, and says where there are more than a thousand", async () => {
    const walshes = (count: number, from: number) => Array.from({ length: count }, (_, index) => customer(from + index, "Kim", "Walsh"));
    await shopify.sandbox.store.load({ customers: walshes(600, 10_000), products: [], orders: [] });
    const some = await findCustomers(deps, shopId, "walsh", { byName: true });
    expect(some).toMatchObject({ status: "read", data: { complete: true } });
    expect(some.status === "read" && new Set(some.data.customerIds).size).toBe(600);
    await shopify.sandbox.store.load({ customers: walshes(600, 20_000), products: [], orders: [] });
    const many = await findCustomers(deps, shopId, "walsh", { byName: true });
    expect(many).toMatchObject({ status: "read", data: { complete: false } });
    expect(many.status === "read" && many.data.customerIds.length).toBe(1000);
  });

  it("finds nobody by a guest's order", async () => {
    expect(await findCustomers(deps, shopId, "#1002", { byName: true })).toEqual({ status: "read", data: { customerIds: [], complete: true } });
  });
});

function customer(id: number, firstName: string, lastName: string): CustomerRecord {
  return {
    id, firstName, lastName,
    createdAt: "2026-01-02T10:00:00Z",
    updatedAt: "2026-01-02T10:00:00Z",
    email: `${firstName.toLowerCase()}@customers.example`,
    phone: null,
    countryCode: "DE",
    locale: "de-DE",
    emailConsent: "SUBSCRIBED",
    smsConsent: "NOT_SUBSCRIBED",
    dataSaleOptOut: false,
    tags: [],
  };
}
