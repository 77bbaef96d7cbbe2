import { describe, expect, it } from "vitest";
import { withShop } from "#app/db/with-shop.server.ts";
import { webhookLag } from "#app/ops/metrics.server.ts";
import { emptyQueue, waitingJobs } from "../support/waiting-jobs.ts";
import { COMPLIANCE, NOW, order, send, SHOP, useDoor } from "./use-door.ts";

const { test, shopId, logged, receive, statusOf, deliveries, expectNothingStored } = useDoor();
const asked = (shop: string) => JSON.stringify({ shop_domain: shop, customer: { id: 5 } });

describe("a delivery that Shopify signed", () => {
  it("is stored and enqueued, and answered with 200", async () => {
    expect(await statusOf(send({ id: "w-1" }))).toBe(200);
    expect(await deliveries()).toEqual([{ webhook_id: "w-1", topic: "orders/create", received_at: NOW }]);
    expect(await waitingJobs(test.owner)).toEqual([
      { name: "ingest-order", payload: { shopId: String(shopId()), webhookId: "w-1", orderId: "17" } },
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
    expect(logged()).toMatchObject([{ ...line, outcome: "accepted" }, { ...line, outcome: "repeated" }]);
  });

  it("is one job however many events tell of the same order", async () => {
    for (const topic of ["orders/create", "orders/updated", "orders/updated", "orders/cancelled"]) {
      expect(await statusOf(send({ topic }))).toBe(200);
    }
    expect(await statusOf(send({ topic: "refunds/create", body: JSON.stringify({ id: 4, order_id: 17 }) }))).toBe(200);
    expect(await deliveries()).toHaveLength(5);
    expect(await waitingJobs(test.owner)).toHaveLength(1);
  });

  it("is of the shop that has come back under its name since another was erased", async () => {
    expect(await (await receive(send({ id: "w-1" }))).text()).toBe("accepted");
    await test.owner.query("DELETE FROM shops");
    expect(await (await receive(send({ id: "w-2" }))).text()).toBe("unknown-shop");
    const { id } = await test.db.prisma.shop.create({ data: { domain: SHOP, scopes: [], installedAt: NOW } });
    expect(id).not.toBe(shopId());
    await emptyQueue(test.owner);
    expect(await (await receive(send({ id: "w-1" }))).text()).toBe("accepted");
    expect(await waitingJobs(test.owner)).toMatchObject([{ payload: { shopId: String(id), webhookId: "w-1" } }]);
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
    expect(logged().filter(({ outcome }) => outcome === "repeated")).toHaveLength(10);
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
    const left = JSON.stringify([rows, await waitingJobs(test.owner), logged()]);
    expect(left).toContain("17");
    expect(left).not.toContain("ann@example.com");
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
    await test.db.prisma.shop.update({ where: { id: shopId() }, data: { uninstalledAt: NOW } });
    expect(await statusOf(send())).toBe(200);
    await expectNothingStored();
    for (const topic of COMPLIANCE) expect(await statusOf(send({ topic, body: asked(SHOP) }))).toBe(200);
    expect((await waitingJobs(test.owner)).map((it) => it.name)).toEqual(["answer-data-request", "redact-customer", "redact-shop"]);
  });

  it("whose token cannot be used makes no difference: nobody looks at tokens here", async () => {
    await withShop(test.db, shopId(), (tx) =>
      tx.shopSession.create({
        data: { shopId: shopId(), id: `offline_${SHOP}`, sealed: Buffer.from("cannot be opened"), exchangedAt: NOW },
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

describe("what the law asks for", () => {
  const REPLACED = ["x-shopify-shop-domain", "x-shopify-webhook-id", "x-shopify-triggered-at"];

  it.each(COMPLIANCE.flatMap((topic) => REPLACED.map((header) => [topic, header] as const)))("is taken without a header that its work does not need: %s without %s", async (topic, header) => {
    for (const value of [null, "not what Shopify sends ".repeat(20)]) {
      await emptyQueue(test.owner);
      await test.owner.query("DELETE FROM webhook_deliveries");
      expect(await statusOf(send({ topic, body: asked(SHOP), headers: { [header]: value } }))).toBe(200);
      const [job] = await waitingJobs(test.owner);
      expect(job?.payload).toMatchObject({ shopId: String(shopId()) });
      const { requestedAt, requestId } = job!.payload as { requestedAt?: string; requestId?: string };
      if (header === "x-shopify-triggered-at" && topic !== "customers/redact") expect(requestedAt).toBe(NOW.toISOString());
      if (header === "x-shopify-webhook-id" && topic !== "shop/redact") expect(requestId).toMatch(/^2026-11-21-[0-9a-f]{64}$/);
    }
  });

  it("is taken with none of them, and is of the shop that it names", async () => {
    const headers = Object.fromEntries(REPLACED.map((header) => [header, null]));
    for (const topic of COMPLIANCE) expect(await (await receive(send({ topic, body: asked(SHOP), headers }))).text()).toBe("accepted");
    expect(await (await receive(send({ topic: COMPLIANCE[0]!, body: asked("other.myshopify.com"), headers }))).text()).toBe("unknown-shop");
  });

  it("is refused where nothing names the shop, as is a removal of the app that does not say when", async () => {
    const body = JSON.stringify({ customer: { id: 5 } });
    for (const topic of COMPLIANCE) expect(await statusOf(send({ topic, body, headers: { "x-shopify-shop-domain": null } }))).toBe(400);
    expect(await statusOf(send({ topic: "app/uninstalled", body: JSON.stringify({ id: 1 }), headers: { "x-shopify-triggered-at": null } }))).toBe(400);
  });
});
