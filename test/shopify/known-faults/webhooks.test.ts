import { beforeAll, describe, expect, it } from "vitest";
import { receiveWebhook } from "#app/receive-webhook.server.ts";
import { captureLog } from "../../support/captured-log.ts";
import { installApp, useSandbox } from "../../support/sandbox.ts";
import { useTestDatabase } from "../../support/test-database.ts";
import { TEST_ENV } from "../../support/test-deps.ts";
import { signWebhook } from "../../webhooks/sign-webhook.ts";

const test = useTestDatabase();
const shopify = useSandbox();
const { log } = captureLog();
const PAYLOADS: Record<string, object> = {
  "app/uninstalled": { id: 1 },
  "customers/data_request": { customer: { id: 5 }, orders_requested: [] },
  "customers/redact": { customer: { id: 5 }, orders_to_redact: [] },
  "shop/redact": { shop_id: 1 },
};
const TOPICS = Object.keys(PAYLOADS);

const receive = (request: Request) => receiveWebhook({ db: test.db, clock: shopify.clock, log }, TEST_ENV.SHOPIFY_API_SECRET, request);
const signed = (topic: string, more: object = {}) =>
  signWebhook({ topic, shop: shopify.sandbox.domain, body: JSON.stringify(PAYLOADS[topic] ? { shop_domain: shopify.sandbox.domain, ...PAYLOADS[topic] } : { id: 17 }), ...more });

beforeAll(async () => {
  await installApp(test, shopify);
  shopify.sandbox.clock.advance(61 * 60_000);
});

describe("fault 1: the library's door renews the shop's token before it answers", () => {
  it.each(TOPICS)("%s is answered with 200 though the token has ended and Shopify renews it no more", async (topic) => {
    const refused = shopify.sandbox.faults.add({ kind: "refresh-refused", probability: 1 });
    expect((await receive(signed(topic))).status).toBe(200);
    expect(shopify.sandbox.faults.list().find(({ id }) => id === refused.id)?.met, "nobody asked for a token").toBe(0);
    shopify.sandbox.faults.clear();
  });

  it.each(TOPICS)("%s with a wrong signature is answered with 401", async (topic) => {
    expect((await receive(signed(topic, { secret: "somebody else's" }))).status).toBe(401);
    expect((await receive(signed(topic, { headers: { "x-shopify-hmac-sha256": null } }))).status).toBe(401);
  });
});

describe("fault 8: a signature is over the bytes as they came", () => {
  const BODY = '{ "id":17 ,\n\t"total_price":"1.00","name":"caf\\u00e9" }';

  it("a body that no JSON encoder would write so is taken, and the same content written anew is not", async () => {
    expect((await receive(signed("orders/create", { body: BODY }))).status).toBe(200);
    const signature = signed("orders/create", { body: BODY }).headers.get("x-shopify-hmac-sha256");
    const again = signed("orders/create", { body: JSON.stringify(JSON.parse(BODY)), headers: { "x-shopify-hmac-sha256": signature } });
    expect((await receive(again)).status).toBe(401);
  });
});

describe("also", () => {
  it("whoever looks like a bot is answered as well: the library would say 410", async () => {
    expect((await receive(signed("orders/create", { headers: { "user-agent": "HeadlessChrome/153.0" } }))).status).toBe(200);
    expect((await receive(signed("orders/create", { headers: { "user-agent": "Googlebot/2.1" } }))).status).toBe(200);
  });

  it("a delivery for a shop without a session (as Shopify's command line sends it) is no error", async () => {
    const answer = await receive(signed("orders/create", { shop: "shop.myshopify.com" }));
    expect([answer.status, await answer.text()]).toEqual([200, "unknown-shop"]);
    await test.owner.query("DELETE FROM shop_sessions");
    expect((await receive(signed("orders/create"))).status).toBe(200);
  });
});
