import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { changeTags } from "#sandbox/commands/change-tags.ts";
import { placeOrder } from "#sandbox/commands/place-order.ts";
import { redactCustomer } from "#sandbox/commands/send-compliance.ts";
import { runCommand } from "#sandbox/commands/run-command.ts";
import type { Sandbox } from "#sandbox/create-sandbox.ts";
import { TOPICS } from "#sandbox/webhooks/topics.ts";
import { aCustomer, anOrder, asApp, type Ask, startBox, TEA } from "./box.ts";
import { finished, startQuery } from "./bulk-client.ts";
import { useListeningApp } from "./listening-app.ts";

const GID = "gid://shopify/Customer/1";

const app = useListeningApp();
let sandbox: Sandbox;
let ask: Ask;

beforeEach(async () => {
  sandbox = await startBox({ appOrigin: app.origin, topics: TOPICS });
  await sandbox.store.load({ customers: [aCustomer(1)], products: [TEA], orders: [anOrder(5, { customerId: 1 })] });
  ask = await asApp(sandbox);
});

afterEach(() => sandbox.close());

describe("an app that is approved for level 1", () => {
  beforeEach(() => sandbox.approval.set("LEVEL_1"));

  it("reads customers without who they are: null, and an error that says why", async () => {
    const { data, errors } = await ask(`{ customer(id: "${GID}") { id firstName tags defaultEmailAddress { emailAddress marketingState } defaultAddress { countryCodeV2 } } }`);
    expect(data).toEqual({
      // An e-mail address cannot be null, so the whole of it is, consent included.
      customer: { id: GID, firstName: null, tags: [], defaultEmailAddress: null, defaultAddress: { countryCodeV2: "DE" } },
    });
    expect(errors).toMatchObject([
      { path: ["customer", "firstName"], message: expect.stringContaining("This app is not approved to use the firstName field."), extensions: { code: "ACCESS_DENIED" } },
      { path: ["customer", "defaultEmailAddress", "emailAddress"] },
    ]);
  });

  it("gets nothing of a customer whose name it asks for, since a name cannot be null", async () => {
    const { data, errors } = await ask(`{ customer(id: "${GID}") { id displayName } }`);
    expect(data).toEqual({ customer: null });
    expect(errors).toMatchObject([{ path: ["customer", "displayName"] }]);
  });

  it("has a bulk query for names fail, and one for orders succeed", async () => {
    expect(await finished(ask, await startQuery(ask, "{ customers { nodes { id firstName } } }"))).toMatchObject({ status: "FAILED", errorCode: "ACCESS_DENIED" });
    expect(await finished(ask, await startQuery(ask, "{ orders { nodes { id customer { id } } } }"))).toMatchObject({ status: "COMPLETED", objectCount: "1" });
  });

  it("is not told by webhooks either", async () => {
    changeTags(sandbox, { customerId: 1, add: ["x"] });
    await sandbox.webhooks.idle();
    const update = app.arrived.find(({ headers }) => headers["x-shopify-topic"] === "customers/update");
    expect(update?.payload).toMatchObject({ id: 1, email: null, first_name: null, last_name: null, phone: null });
  });
});

describe("an app that is approved for nothing", () => {
  beforeEach(() => runCommand(sandbox, "approveProtectedData", { level: "NONE" }));

  it("reads no customer and no order", async () => {
    const { data, errors } = await ask(`{ shop { name } customer(id: "${GID}") { id } }`);
    expect(data).toEqual({ shop: { name: "Test shop" }, customer: null });
    expect(errors?.[0]?.message).toContain("This app is not approved to access the Customer object.");
    expect((await ask("{ orders(first: 1) { nodes { id } } }")).errors?.[0]?.message).toContain("the Order object");
    expect(await finished(ask, await startQuery(ask, "{ orders { nodes { id } } }"))).toMatchObject({ status: "FAILED", errorCode: "ACCESS_DENIED" });
  });

  it("hears of neither, except that somebody is to be forgotten", async () => {
    placeOrder(sandbox, { buyer: { kind: "customer", customerId: 1 }, lines: [{ productId: 1, quantity: 1 }], payment: "PAID" });
    redactCustomer(sandbox, { customerId: 1 });
    await sandbox.webhooks.idle();
    expect(app.arrived.map(({ headers }) => headers["x-shopify-topic"])).toEqual(["customers/redact"]);
  });
});

it("levels that there are not are refused", () => {
  expect(() => runCommand(sandbox, "approveProtectedData", { level: "LEVEL_3" })).toThrow("level");
  expect(sandbox.approval.level()).toBe("LEVEL_2");
});
