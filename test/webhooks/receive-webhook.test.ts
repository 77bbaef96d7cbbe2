import { beforeEach, describe, expect, it } from "vitest";
import { withShop } from "#app/db/with-shop.server.ts";
import { webhookLag } from "#app/ops/metrics.server.ts";
import { receiveWebhook } from "#app/receive-webhook.server.ts";
import { captureLog } from "../support/captured-log.ts";
import { useTestDatabase } from "../support/test-database.ts";
import { TEST_ENV } from "../support/test-deps.ts";
import { emptyQueue, waitingJobs } from "../support/waiting-jobs.ts";
import { signWebhook } from "./sign-webhook.ts";

const test = useTestDatabase();
const NOW = new Date("2026-11-21T12:00:00Z");
const SHOP = "herbs.myshopify.com";
const LIMIT = 4 * 1024 * 1024;
const COMPLIANCE = ["customers/data_request", "customers/redact", "shop/redact"];

let shopId: bigint;
let captured: ReturnType<typeof captureLog>;

const receive = (request: Request) =>
  receiveWebhook({ db: test.db, clock: () => NOW, log: captured.log }, TEST_ENV.SHOPIFY_API_SECRET, request);
const asked = (shop: string) => JSON.stringify({ shop_domain: shop, customer: { id: 5 } });
const statusOf = async (request: Request) => (await receive(request)).status;
const order = (id: number) => JSON.stringify({ id, admin_graphql_api_id: `gid://shopify/Order/${id}`, email: "ann@example.com" });
const send = (delivery: Partial<Parameters<typeof signWebhook>[0]> = {}) =>
  signWebhook({ topic: "orders/create", body: order(17), shop: SHOP, ...delivery });

const deliveries = async () => (await test.owner.query("SELECT webhook_id, topic, received_at FROM webhook_deliveries")).rows;
const expectNothingStored = async () => {
  expect(await deliveries()).toEqual([]);
  expect(await waitingJobs(test.owner)).toEqual([]);
};

beforeEach(async () => {
  captured = captureLog();
  await test.owner.query("DELETE FROM shops");
  await emptyQueue(test.owner);
  shopId = (await test.db.prisma.shop.create({ data: { domain: SHOP, scopes: [], installedAt: new Date("2026-01-01") } })).id;
});

describe("a delivery that Shopify signed", () => {
  it("is stored and enqueued, and answered with 200", async () => {
    expect(await statusOf(send({ id: "w-1" }))).toBe(200);
    expect(await deliveries()).toEqual([{ webhook_id: "w-1", topic: "orders/create", received_at: NOW }]);
    expect(await waitingJobs(test.owner)).toEqual([
      { name: "ingest-order", payload: { shopId: String(shopId), webhookId: "w-1", orderId: "17" } },
    ]);
  });

  it("changes nothing the second time, even at the same moment", async () => {
    const statuses = await Promise.all([1, 2, 3, 4].map(() => statusOf(send({ id: "w-1" }))));
    expect(statuses).toEqual([200, 200, 200, 200]);
    const { rows } = await test.owner.query("SELECT revision FROM graphile_worker._private_jobs");
    expect(rows).toEqual([{ revision: 0 }]);

    await emptyQueue(test.owner);
    expect(await statusOf(send({ id: "w-1" }))).toBe(200);
    expect(await deliveries()).toHaveLength(1);
    expect(await waitingJobs(test.owner)).toEqual([]);
  });

  it("changes nothing when it is sent again a day later, by whomever", async () => {
    const delivery = { id: "w-1", triggeredAt: "2026-11-20T11:59:58Z" };
    await statusOf(send(delivery));
    await emptyQueue(test.owner);
    expect(await (await receive(send(delivery))).text()).toBe("repeated");
    expect(await waitingJobs(test.owner)).toEqual([]);
  });

  it("is counted, with how late it is by Shopify's clock and whose line in the log it is", async () => {
    const count = async () => (await webhookLag.get()).values.find((it) => it.metricName?.endsWith("_sum") && it.labels.topic === "orders/create")?.value ?? 0;
    const before = await count();
    await statusOf(send({ id: "w-1", triggeredAt: "2026-11-21T11:59:58Z" }));
    await statusOf(send({ id: "w-1", triggeredAt: "2026-11-21T11:59:58Z" }));
    expect((await count()) - before).toBeCloseTo(2, 6);
    const line = { msg: "webhook", shop: SHOP, webhookId: "w-1", topic: "orders/create" };
    expect(captured.lines).toMatchObject([{ ...line, outcome: "accepted" }, { ...line, outcome: "repeated" }]);
  });

  it("is one job however many events tell of the same order", async () => {
    for (const topic of ["orders/create", "orders/updated", "orders/updated", "orders/cancelled"]) {
      expect(await statusOf(send({ topic }))).toBe(200);
    }
    expect(await statusOf(send({ topic: "refunds/create", body: JSON.stringify({ id: 4, order_id: 17 }) }))).toBe(200);
    expect(await deliveries()).toHaveLength(5);
    expect(await waitingJobs(test.owner)).toHaveLength(1);
  });

  it("gets 503 while too many of its shop are waiting, which holds up no other shop, and is taken when it comes again", async () => {
    const other = "thyme.myshopify.com";
    await test.db.prisma.shop.create({ data: { domain: other, scopes: [], installedAt: NOW } });
    const client = await test.owner.connect();
    await client.query("BEGIN");
    await client.query("SELECT 1 FROM shops WHERE domain = $1 FOR UPDATE", [SHOP]);
    const flood = Array.from({ length: 900 }, (_, index) => receive(send({ id: `w-${index}`, body: order(1 + index) })));
    const refused = await Promise.race(flood.slice(-1));
    expect([refused!.status, refused!.headers.get("retry-after")]).toEqual([503, "5"]);
    expect(await statusOf(send({ shop: other }))).toBe(200);
    await client.query("ROLLBACK");
    client.release();
    const statuses = (await Promise.all(flood)).map(({ status }) => status);
    expect(statuses.filter((it) => it === 200).length).toBeGreaterThanOrEqual(500);
    expect(statuses.lastIndexOf(200), "who came first is taken").toBe(statuses.indexOf(503) - 1);
    expect(await statusOf(send({ id: "w-899", body: order(900) }))).toBe(200);
  });

  it("is not stored where its job cannot be: Shopify will send it again", async () => {
    await test.owner.query("ALTER FUNCTION graphile_worker.add_jobs RENAME TO add_jobs_away");
    await expect(receive(send())).rejects.toThrow(/add_jobs/);
    await test.owner.query("ALTER FUNCTION graphile_worker.add_jobs_away RENAME TO add_jobs");
    await expectNothingStored();
    expect(await statusOf(send())).toBe(200);
  });

  it("among a flood is stored with those that came meanwhile, each answered for itself", async () => {
    const other = "thyme.myshopify.com";
    await test.db.prisma.shop.create({ data: { domain: other, scopes: [], installedAt: NOW } });
    const flood = Array.from({ length: 250 }, (_, index) => statusOf(send({ id: `w-${index % 240}`, body: order(1 + (index % 50)) })));
    const [statuses, answer] = [await Promise.all(flood), await statusOf(send({ shop: other, id: "w-0" }))];
    expect(new Set([...statuses, answer])).toEqual(new Set([200]));
    const { rows } = await test.owner.query("SELECT count(*)::int AS stored, count(DISTINCT xmin::text)::int AS transactions FROM webhook_deliveries");
    expect(rows[0].stored).toBe(241);
    expect(rows[0].transactions).toBeLessThan(10);
    expect(await waitingJobs(test.owner)).toHaveLength(51);
    expect(captured.lines.filter(({ outcome }) => outcome === "repeated")).toHaveLength(10);
  });

  it("that cannot be stored does not keep those that came with it from it", async () => {
    await test.owner.query(`
      CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN IF NEW.webhook_id = $$bad$$ THEN RAISE $$no room$$; END IF; RETURN NEW; END';
      CREATE TRIGGER refuse BEFORE INSERT ON webhook_deliveries FOR EACH ROW EXECUTE FUNCTION refuse()`);
    const answers = await Promise.allSettled(["w-1", "w-2", "bad", "w-3"].map((id) => statusOf(send({ id }))));
    await test.owner.query("DROP TRIGGER refuse ON webhook_deliveries; DROP FUNCTION refuse");
    expect(answers.map((it) => (it.status === "fulfilled" ? it.value : String(it.reason)))).toEqual([200, 200, expect.stringContaining("no room"), 200]);
    expect((await deliveries()).map((it) => it.webhook_id).toSorted()).toEqual(["w-1", "w-2", "w-3"]);
  });

  it("leaves nothing of its payload but ids, in the database and in the log", async () => {
    await statusOf(send());
    const { rows } = await test.owner.query("SELECT to_jsonb(d) AS row FROM webhook_deliveries d");
    const left = JSON.stringify([rows, await waitingJobs(test.owner), captured.lines]);
    expect(left).toContain("17");
    expect(left).not.toContain("ann@example.com");
  });
});

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
    ["a merge of no customers", "customers/merge", '{"admin_graphql_api_customer_kept_id": "gid://shopify/Customer/1"}'],
    ["a merge of a customer with itself", "customers/merge", '{"admin_graphql_api_customer_kept_id": "gid://shopify/Customer/1", "admin_graphql_api_customer_deleted_id": "gid://shopify/Customer/1"}'],
    ["a merge of other things", "customers/merge", '{"admin_graphql_api_customer_kept_id": "1", "admin_graphql_api_customer_deleted_id": "2"}'],
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

describe("a shop", () => {
  it("that is unknown gets 200, no data and no crash", async () => {
    for (const topic of ["orders/create", "app/uninstalled"]) {
      expect(await statusOf(send({ topic, shop: "nobody.myshopify.com" }))).toBe(200);
    }
    for (const topic of COMPLIANCE) {
      expect(await statusOf(send({ topic, shop: "nobody.myshopify.com", body: asked("nobody.myshopify.com") }))).toBe(200);
    }
    expect(await test.db.prisma.shop.count()).toBe(1);
    await expectNothingStored();
  });

  it("that removed the app is heard on compliance only", async () => {
    await test.db.prisma.shop.update({ where: { id: shopId }, data: { uninstalledAt: NOW } });
    expect(await statusOf(send())).toBe(200);
    await expectNothingStored();
    for (const topic of COMPLIANCE) expect(await statusOf(send({ topic, body: asked(SHOP) }))).toBe(200);
    expect((await waitingJobs(test.owner)).map((it) => it.name)).toEqual(["answer-data-request", "redact-customer", "redact-shop"]);
  });

  it("whose token cannot be used makes no difference: nobody looks at tokens here", async () => {
    await withShop(test.db, shopId, (tx) =>
      tx.shopSession.create({
        data: { shopId, id: `offline_${SHOP}`, sealed: Buffer.from("cannot be opened"), exchangedAt: NOW },
      }),
    );
    for (const topic of ["app/uninstalled", "shop/redact"]) expect(await statusOf(send({ topic, body: asked(SHOP) }))).toBe(200);
    expect(await statusOf(send())).toBe(200);
  });

  it("may use a webhook id that another shop has used", async () => {
    await test.db.prisma.shop.create({ data: { domain: "other.myshopify.com", scopes: [], installedAt: NOW } });
    await statusOf(send({ id: "same" }));
    await statusOf(send({ id: "same", shop: "other.myshopify.com" }));
    expect(await deliveries()).toHaveLength(2);
    expect(await waitingJobs(test.owner)).toHaveLength(2);
  });
});
