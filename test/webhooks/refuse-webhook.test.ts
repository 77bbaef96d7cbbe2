import { describe, expect, it } from "vitest";
import { COMPLIANCE, order, send, SHOP, useDoor } from "./use-door.ts";

const { receive, statusOf, expectNothingStored } = useDoor();
const LIMIT = 4 * 1024 * 1024;

describe("a delivery that Shopify did not sign", () => {
  const forged = { secret: "a guess" };
  it.each([
    ["another secret", forged],
    ["no signature", { headers: { "x-shopify-hmac-sha256": null } }],
    ["an empty signature", { headers: { "x-shopify-hmac-sha256": "" } }],
    ["a cut-off signature", { headers: { "x-shopify-hmac-sha256": "c2hvcnQ=" } }],
    ["a signature that is not base64", { headers: { "x-shopify-hmac-sha256": "???" } }],
  ])("(%s) gets 401 and leaves nothing", async (_, fault) => {
    expect(await statusOf(send(fault))).toBe(401);
    await expectNothingStored();
  });

  it("gets 401 where one byte was changed on the way", async () => {
    const genuine = send();
    const tampered = new Request(genuine.url, { method: "POST", headers: genuine.headers, body: order(18) });
    expect(await statusOf(tampered)).toBe(401);
  });

  it.each(COMPLIANCE)("gets 401 for %s, before anything else is looked at", async (topic) => {
    expect(await statusOf(send({ topic, body: "{}", ...forged }))).toBe(401);
    expect(await statusOf(send({ topic, body: "not json", shop: "nobody.myshopify.com", ...forged }))).toBe(401);
    expect(await statusOf(send({ topic, body: "{}", ...forged, headers: { "x-shopify-shop-domain": null } }))).toBe(401);
    await expectNothingStored();
  });
});

describe("a malformed delivery", () => {
  it.each([
    ["no JSON", "orders/create", "{"],
    ["no body", "orders/create", ""],
    ["another shape", "orders/create", "[]"],
    ["an id that is text", "orders/create", '{"id": "17"}'],
    ["an id that is no whole number", "orders/create", '{"id": 1.5}'],
    ["an id beyond what a column holds", "orders/create", '{"id": 9223372036854775808}'],
    ["a negative id", "orders/create", '{"id": -3}'],
    ["a refund of no order", "refunds/create", '{"id": 4}'],
    ["a merge of no customers", "customers/merge", '{"status": "completed", "admin_graphql_api_customer_kept_id": "gid://shopify/Customer/1"}'],
    ["a merge with a status that is no word", "customers/merge", '{"status": 7, "admin_graphql_api_customer_kept_id": "gid://shopify/Customer/1", "admin_graphql_api_customer_deleted_id": "gid://shopify/Customer/2"}'],
    ["a merge of a customer with itself", "customers/merge", '{"status": "completed", "admin_graphql_api_customer_kept_id": "gid://shopify/Customer/1", "admin_graphql_api_customer_deleted_id": "gid://shopify/Customer/1"}'],
    ["a merge of other things", "customers/merge", '{"status": "completed", "admin_graphql_api_customer_kept_id": "1", "admin_graphql_api_customer_deleted_id": "2"}'],
    ["a redaction of nobody", "customers/redact", `{"shop_domain": "${SHOP}", "customer": {}}`],
    ["a redaction that names no shop", "customers/redact", '{"customer": {"id": 5}}'],
    ["an order told of as a redaction", "shop/redact", order(17)],
    ["not even an object", "shop/redact", "null"],
  ])("(%s) gets 400", async (_, topic, body) => {
    expect(await statusOf(send({ topic, body }))).toBe(400);
    await expectNothingStored();
  });

  it.each(["-820982911946154508", "820982911946154508.5", "8.20982911946154508e17"])("gets 400 where the id is %s", async (id) => {
    expect(await statusOf(send({ body: `{"id":${id}}` }))).toBe(400);
    await expectNothingStored();
  });

  it("gets 400 where its bytes are not UTF-8, though the signature is right", async () => {
    const body = new Uint8Array([...Buffer.from('{"id": 17, "note": "'), 0xff, 0xfe, ...Buffer.from('"}')]);
    expect(await statusOf(send({ body }))).toBe(400);
  });

  it.each(["x-shopify-topic", "x-shopify-shop-domain", "x-shopify-webhook-id", "x-shopify-triggered-at"])(
    "gets 400 without %s, and a word about it",
    async (header) => {
      const answer = await receive(send({ headers: { [header]: null } }));
      expect(answer.status).toBe(400);
      expect(await answer.text()).toMatch(/^A Shopify header is missing or malformed: \w+\.$/);
      await expectNothingStored();
    },
  );

  it.each(["orders/create", "evil.com/x.myshopify.com", "HERBS.myshopify.com.evil.com", "", "-a.myshopify.com"])(
    'gets 400 for the shop "%s"',
    async (shop) => {
      expect(await statusOf(send({ shop }))).toBe(400);
    },
  );

  it("gets 400 for a topic that the app does not subscribe to", async () => {
    const answer = await receive(send({ topic: "products/create" }));
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('"products/create"');
  });

  it("gets 413 above four megabytes, and 200 just at the limit", async () => {
    const body = order(17);
    expect(await statusOf(send({ body: body + " ".repeat(LIMIT - body.length) }))).toBe(200);
    expect(await statusOf(send({ body: body + " ".repeat(LIMIT + 1 - body.length) }))).toBe(413);
  });

  it("gets 413 without being read where it says that it is larger, or turns out to be", async () => {
    let given = 0;
    const endless = (headers: Record<string, string>) => {
      const body = new ReadableStream({
        pull: (controller) => {
          given += 1;
          controller.enqueue(new Uint8Array(1024 * 1024));
        },
      });
      return new Request("https://perennial.test/webhooks", { method: "POST", headers, body, duplex: "half" } as RequestInit);
    };
    const announced = await receive(endless({ "content-length": String(LIMIT + 1) }));
    expect([announced.status, announced.headers.get("connection")]).toEqual([413, "close"]);
    expect(given, "one piece waits in the stream itself").toBeLessThanOrEqual(1);
    expect(await statusOf(endless({}))).toBe(413);
    expect(given).toBeLessThan(8);
  });

  it("gets 400 where its body is of another shop than its header: a signature is over the body alone", async () => {
    const body = JSON.stringify({ shop_domain: "other.myshopify.com", customer: { id: 5 } });
    expect(await statusOf(send({ topic: "customers/redact", body }))).toBe(400);
    await expectNothingStored();
    expect(await statusOf(send({ topic: "customers/redact", body: body.replace("other.myshopify.com", SHOP) }))).toBe(200);
  });

  it.each(["GET", "HEAD", "PUT", "DELETE"])("gets 405 for %s", async (method) => {
    const { url, headers } = send();
    expect(await statusOf(new Request(url, { method, headers }))).toBe(405);
  });
});
