import { readFile } from "node:fs/promises";
import { ApiVersion } from "@shopify/shopify-api";
import { parse } from "smol-toml";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { handlersOf } from "#app/job-handlers.server.ts";
import { receiveWebhook } from "#app/receive-webhook.server.ts";
import { API_VERSION } from "#app/shopify/send-once.server.ts";
import { digestTag } from "#app/tags/digest-tag.ts";
import { webhookTopics } from "#app/webhook-topics.server.ts";
import { coveredScopes } from "#sandbox/graphql/covered-scopes.ts";
import { scopeOf, TOPICS } from "#sandbox/webhooks/topics.ts";
import { captureLog } from "../support/captured-log.ts";
import { useTestDatabase } from "../support/test-database.ts";
import { buildTestDeps, TEST_ENV } from "../support/test-deps.ts";
import { emptyQueue, waitingJobs } from "../support/waiting-jobs.ts";
import { signWebhook } from "./sign-webhook.ts";

type Toml = {
  access_scopes: { scopes: string };
  webhooks: { api_version: string; subscriptions: { topics?: string[]; compliance_topics?: string[]; uri: string }[] };
};

const toml = parse(await readFile("shopify.app.toml", "utf8")) as Toml;
const subscriptions = toml.webhooks.subscriptions;
const subscribed = subscriptions.flatMap((it) => [...(it.topics ?? []), ...(it.compliance_topics ?? [])]);

describe("shopify.app.toml", () => {
  it("subscribes to the topics that the door knows, each once, at the door's address", () => {
    expect(subscribed.toSorted()).toEqual([...webhookTopics.keys()].toSorted());
    expect(new Set(subscriptions.map((it) => it.uri))).toEqual(new Set(["/webhooks"]));
  });

  it("names Shopify's three compliance topics as such, and the door takes them after an uninstallation", () => {
    const compliance = subscriptions.flatMap((it) => it.compliance_topics ?? []).toSorted();
    expect(compliance).toEqual(["customers/data_request", "customers/redact", "shop/redact"]);
    const duties = [...webhookTopics].filter(([, it]) => it.isDuty).map(([topic]) => topic);
    expect(duties.toSorted()).toEqual(compliance);
  });

  it("is of the API version that the app speaks", () => {
    expect(toml.webhooks.api_version).toBe(API_VERSION);
    expect(API_VERSION).toBe(ApiVersion.October26);
  });

  it("asks for what the app does, sorted, and nothing else", () => {
    expect(toml.access_scopes.scopes.split(",")).toEqual([
      "read_all_orders",
      "read_customer_merge",
      "read_customers",
      "read_orders",
      "read_products",
      "write_customers",
    ]);
  });
});

const SHOP = "herbs.myshopify.com";
const test = useTestDatabase();
let shopId: string;

beforeAll(async () => {
  const shop = await test.db.prisma.shop.create({
    data: { domain: SHOP, scopes: [], installedAt: new Date("2026-01-01") },
  });
  shopId = String(shop.id);
});

beforeEach(async () => {
  await emptyQueue(test.owner);
  await test.owner.query("DELETE FROM webhook_deliveries");
});

const NOW = new Date("2026-11-21T12:00:00Z");

async function deliver(delivery: Omit<Parameters<typeof signWebhook>[0], "shop">): Promise<void> {
  const request = signWebhook({ ...delivery, shop: SHOP });
  const deps = { db: test.db, clock: () => NOW, log: captureLog().log };
  expect((await receiveWebhook(deps, TEST_ENV.SHOPIFY_API_SECRET, request)).status).toBe(200);
}

const triggeredAt = "2026-11-21T11:59:58.123Z";

it.each(TOPICS.filter((topic) => subscribed.includes(topic)))("%s may be subscribed to with the scopes that are asked for", (topic) => {
  const scope = scopeOf(topic);
  if (scope !== null) expect([...coveredScopes(toml.access_scopes.scopes.split(","))]).toContain(scope);
});

describe("each topic", () => {
  const CAUSES: Record<string, { body: object; name: string; payload?: object }> = {
    "orders/create": { body: { id: 17 }, name: "ingest-order", payload: { orderId: "17" } },
    "orders/updated": { body: { id: 17 }, name: "ingest-order", payload: { orderId: "17" } },
    "orders/delete": { body: { id: 17 }, name: "ingest-order", payload: { orderId: "17" } },
    "orders/cancelled": { body: { id: 17 }, name: "ingest-order", payload: { orderId: "17" } },
    "refunds/create": { body: { id: 4, order_id: 17 }, name: "ingest-order", payload: { orderId: "17" } },
    "customers/merge": {
      body: {
        admin_graphql_api_customer_kept_id: "gid://shopify/Customer/2",
        admin_graphql_api_customer_deleted_id: "gid://shopify/Customer/1",
        status: "completed",
      },
      name: "merge-customers",
      payload: { fromCustomerId: "1", toCustomerId: "2" },
    },
    "customer.tags_added": {
      body: { customerId: "gid://shopify/Customer/5", tags: ["clv:value-vip"], occurredAt: triggeredAt },
      name: "notice-tag-event",
      payload: { eventId: "the-delivery", customerId: "5", change: "added", digests: [digestTag("CLV:value-vip")] },
    },
    "customer.tags_removed": {
      body: { customerId: "gid://shopify/Customer/5", tags: ["clv:value-vip"], occurredAt: triggeredAt },
      name: "notice-tag-event",
      payload: { eventId: "the-delivery", customerId: "5", change: "removed", digests: [digestTag("clv:value-vip")] },
    },
    "bulk_operations/finish": {
      body: { admin_graphql_api_id: "gid://shopify/BulkOperation/9", status: "completed", type: "query" },
      name: "import-orders",
    },
    "app/uninstalled": { body: { id: 1 }, name: "uninstall-shop", payload: { uninstalledAt: triggeredAt } },
    "app/scopes_update": { body: { current: ["read_orders"] }, name: "refresh-shop" },
    "shop/update": { body: { id: 1, iana_timezone: "Europe/Rome" }, name: "refresh-shop" },
    "customers/data_request": {
      body: { shop_domain: SHOP, customer: { id: 5, email: "a@b.c" }, orders_requested: [17, 18], data_request: { id: 9 } },
      name: "answer-data-request",
      payload: { requestId: "the-delivery", customerId: "5", orderIds: ["17", "18"], requestedAt: triggeredAt },
    },
    "customers/redact": {
      body: { shop_domain: SHOP, customer: { id: 5, email: "a@b.c" }, orders_to_redact: [17] },
      name: "redact-customer",
      payload: { requestId: "the-delivery", customerId: "5", orderIds: ["17"] },
    },
    "shop/redact": { body: { shop_id: 1, shop_domain: SHOP }, name: "redact-shop", payload: { requestedAt: triggeredAt } },
  };

  it.each(subscribed)("%s causes its job, and the worker has a handler for it", async (topic) => {
    const cause = CAUSES[topic]!;
    await deliver({ topic, id: "the-delivery", body: JSON.stringify(cause.body), triggeredAt });
    expect(await waitingJobs(test.owner)).toEqual([{ name: cause.name, payload: { shopId, webhookId: "the-delivery", ...cause.payload } }]);
    const handlers = handlersOf(buildTestDeps(test.db, { clock: () => NOW, fetch }));
    expect(handlers.filter((it) => it.job === cause.name)).toHaveLength(1);
  });

  it.each(["failed", "IN_PROGRESS", "requested"])("a merge of the status %s, which is not done, causes no job", async (status) => {
    await deliver({ topic: "customers/merge", body: JSON.stringify({ ...CAUSES["customers/merge"]!.body, status }) });
    expect(await waitingJobs(test.owner)).toEqual([]);
  });

  it.each<[string | null | undefined, object]>([
    ["COMPLETED", {}], ["success", { unknownStatus: "success" }], [null, { unknownStatus: null }], [undefined, { unknownStatus: null }],
  ])("a merge of the status %j is followed, and a word that nobody knows is logged", async (status, said) => {
    await deliver({ topic: "customers/merge", id: "the-delivery", body: JSON.stringify({ ...CAUSES["customers/merge"]!.body, status }) });
    const [job] = await waitingJobs(test.owner);
    expect(job!.payload).toEqual({ shopId, webhookId: "the-delivery", fromCustomerId: "1", toCustomerId: "2", ...said });
    const { log, lines } = captureLog();
    const handler = handlersOf({ ...buildTestDeps(test.db, { clock: () => NOW, fetch }), log }).find((it) => it.job === job!.name)!;
    await handler.run(job!.payload, { isLast: true });
    const told = lines.filter(({ msg }) => msg === "a merge of customers is taken for done").map((it) => it.status);
    expect(told).toEqual("unknownStatus" in said ? [said.unknownStatus] : []);
  });

  it("keep nothing of tags that others have typed, whatever is in them", async () => {
    const tags = ["friend of ann@example.com", "nul \u0000", "\ud800 alone"];
    await deliver({ topic: "customer.tags_added", body: JSON.stringify({ customerId: "gid://shopify/Customer/5", tags }) });
    const [job] = await waitingJobs(test.owner);
    expect(job!.payload).toMatchObject({ digests: tags.map(digestTag) });
    expect(JSON.stringify(job)).not.toContain("ann");
  });

  it.each(["customers/redact", "customers/data_request"])("%s twice about one customer is two jobs: each may name other orders", async (topic) => {
    for (const orderId of [100, 200]) {
      const orders = { orders_requested: [orderId], orders_to_redact: [orderId] };
      await deliver({ topic, body: JSON.stringify({ shop_domain: SHOP, customer: { id: 7 }, ...orders }) });
    }
    expect((await waitingJobs(test.owner)).map((it) => it.payload)).toMatchObject([{ orderIds: ["100"] }, { orderIds: ["200"] }]);
  });
});
