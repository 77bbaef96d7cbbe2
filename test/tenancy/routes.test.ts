import { globSync } from "node:fs";
import { basename } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { answerDataRequest } from "#app/compliance/answer-data-request.server.ts";
import { SHOP_DATA_PARTS } from "#app/compliance/shop-data.ts";
import { PATIENT, shopFlag } from "#app/queue/shop-flag.ts";
import { DEFAULT_DEFINITION } from "#app/segments/definition.ts";
import { askAs, keepOfflineSession } from "../support/ask-as-staff.ts";
import { keepPermissions } from "../support/keep-permissions.ts";
import { useTestDatabase } from "../support/test-database.ts";
import { TEST_ENV } from "../support/test-deps.ts";
import { emptyQueue } from "../support/waiting-jobs.ts";
import { addScores, addShop, addUp } from "../views/scored-shop.ts";
import { signWebhook } from "../webhooks/sign-webhook.ts";
import { addAnotherShop, leavesThemAlone, THEIR_CUSTOMER, THEIR_DOMAIN, THEIR_ORDER } from "./another-shop.ts";

const test = useTestDatabase();
const OURS = "ours.myshopify.com";
const THEIR_NUMBERS = [THEIR_CUSTOMER, THEIR_ORDER].map(String);
/** To which hosts a page has turned. */
const asked = new Set<string>();
let shopId: bigint;

beforeAll(async () => {
  for (const [name, value] of Object.entries(TEST_ENV)) vi.stubEnv(name, String(value));
  vi.stubEnv("DATABASE_URL", test.url);
  vi.stubGlobal("fetch", (input: string | URL | Request) => {
    asked.add(new URL(input instanceof Request ? input.url : input).host);
    return Promise.resolve(Response.json({ data: { nodes: [], customer: null, customers: { nodes: [], pageInfo: { hasNextPage: false } } } }));
  });
  await addAnotherShop(test.owner);
  const shop = await addShop(test.db, test.owner, "ours");
  shopId = shop.id;
  await addScores(test.owner, shop, 3);
  await addUp(test.db, shop);
  for (const domain of [OURS, THEIR_DOMAIN]) await keepOfflineSession(test.db, domain);
  await keepPermissions(test.db, { id: shopId, domain: OURS }, "42", "write_customers");
  await emptyQueue(test.owner);
});

afterAll(async () => {
  const { getDeps } = await import("#app/composition.server.ts");
  await getDeps().db.close();
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
});

const ask = (path: string, form?: Record<string, string>) => askAs({ domain: OURS, path, ...(form && { form }) });

type Part = (args: { request: Request; params: Record<string, string>; context: object }) => unknown;

/** What a route's part answers, deferred pieces included: its status and all of its text. */
async function answerOf(part: Part, request: Request, params: Record<string, string> = {}): Promise<{ status: number; text: string }> {
  const given = await Promise.resolve(part({ request, params, context: {} })).catch((thrown: unknown) => {
    if (thrown instanceof Response) return thrown;
    throw thrown;
  });
  if (given instanceof Response) return { status: given.status, text: `${JSON.stringify([...given.headers])}${await given.text()}` };
  const data = (given as { data?: Record<string, unknown> } | null)?.data ?? {};
  const entries = await Promise.all(Object.entries(data).map(async ([key, value]) => [key, await value]));
  return { status: 200, text: JSON.stringify(Object.fromEntries(entries)) };
}

type Try = { part: "loader" | "action"; path: string; params?: Record<string, string>; form?: Record<string, string>; status: number };

const id = String(THEIR_CUSTOMER);
const order = String(THEIR_ORDER);

/** Other tags, for which Shopify is asked. */
const RENAMED = JSON.stringify({ ...DEFAULT_DEFINITION, prefix: "other:" });

const COSTS = JSON.stringify({ grossMargin: "50", spends: [{ month: "2026-01", channel: "web", amount: "5" }] });

/** By route: every way to reach for what is theirs. */
const TRIES: Record<string, Try[]> = {
  "_index.tsx": [{ part: "loader", path: `/?shop=${THEIR_DOMAIN}`, status: 302 }],
  "app.tsx": [
    { part: "loader", path: `/app?shop=${THEIR_DOMAIN}`, status: 200 },
    { part: "action", path: `/app?shop=${THEIR_DOMAIN}`, form: { shop: THEIR_DOMAIN }, status: 200 },
  ],
  "app._index.tsx": [
    { part: "loader", path: `/app?shop=${THEIR_DOMAIN}`, status: 200 },
    ...["import", "recompute", "reconcile"].map((intent): Try => ({ part: "action", path: `/app?shop=${THEIR_DOMAIN}`, form: { intent, shop: THEIR_DOMAIN }, status: 200 })),
    { part: "action", path: `/app?shop=${THEIR_DOMAIN}`, form: { intent: "tick-step", step: "first-play", shop: THEIR_DOMAIN }, status: 200 },
    { part: "action", path: `/app?shop=${THEIR_DOMAIN}`, form: { intent: "hide-setup", hidden: "true", shop: THEIR_DOMAIN }, status: 200 },
  ],
  "app.acquisition._index.tsx": [
    { part: "loader", path: `/app/acquisition?shop=${THEIR_DOMAIN}`, status: 200 },
    { part: "action", path: `/app/acquisition?shop=${THEIR_DOMAIN}`, form: { intent: "check-file", text: "Month,Channel,Amount\n2026-01,web,5" }, status: 200 },
    { part: "action", path: `/app/acquisition?shop=${THEIR_DOMAIN}`, form: { intent: "save", version: "0", draft: COSTS, shop: THEIR_DOMAIN }, status: 200 },
  ],
  "app.acquisition.template.tsx": [{ part: "loader", path: `/app/acquisition/template?shop=${THEIR_DOMAIN}`, status: 200 }],
  "app.activity._index.tsx": [
    { part: "loader", path: `/app/activity?shop=${THEIR_DOMAIN}`, status: 200 },
    { part: "action", path: `/app/activity?shop=${THEIR_DOMAIN}`, form: { intent: "dry-run", writing: "on" }, status: 200 },
    { part: "action", path: `/app/activity?shop=${THEIR_DOMAIN}`, form: { intent: "undo", writeRunId: "1" }, status: 200 },
    ...["pause", "import", "cancel-import", "reconcile", "recompute", "retry-faults"].map((intent): Try => ({
      part: "action", path: `/app/activity?shop=${THEIR_DOMAIN}`, form: { intent, shop: THEIR_DOMAIN }, status: 200,
    })),
    { part: "action", path: `/app/activity?shop=${THEIR_DOMAIN}`, form: { intent: "switch-on" }, status: 200 },
    { part: "action", path: `/app/activity?shop=${THEIR_DOMAIN}`, form: { intent: "remove" }, status: 200 },
  ],
  "app.activity.dry-run.tsx": [{ part: "loader", path: `/app/activity/dry-run?shop=${THEIR_DOMAIN}&writing=on`, status: 200 }],
  "app.accuracy.tsx": [
    { part: "loader", path: `/app/accuracy?shop=${THEIR_DOMAIN}`, status: 200 },
    { part: "action", path: `/app/accuracy?shop=${THEIR_DOMAIN}`, form: {}, status: 200 },
  ],
  "app.cohorts._index.tsx": [{ part: "loader", path: `/app/cohorts?shop=${THEIR_DOMAIN}`, status: 200 }],
  "app.cohorts.export.tsx": [{ part: "loader", path: `/app/cohorts/export?shop=${THEIR_DOMAIN}`, status: 404 }],
  "app.customers._index.tsx": [
    { part: "loader", path: "/app/customers", status: 200 },
    { part: "loader", path: `/app/customers?q=${id}`, status: 200 },
    { part: "loader", path: `/app/customers?q=${encodeURIComponent(`#${order}`)}`, status: 200 },
    { part: "loader", path: "/app/customers?q=x", status: 200 },
    { part: "loader", path: "/app/customers?consent=email", status: 200 },
    { part: "action", path: "/app/customers", form: { intent: "save-view", name: order, address: "tier=vip" }, status: 200 },
    { part: "action", path: "/app/customers", form: { intent: "drop-view", name: order }, status: 200 },
    { part: "action", path: "/app/customers", form: { intent: "none" }, status: 400 },
  ],
  "app.customers.export.tsx": [{ part: "loader", path: `/app/customers/export?shop=${THEIR_DOMAIN}`, status: 404 }],
  "app.customers.file.tsx": [
    { part: "loader", path: `/app/customers/file?shop=${THEIR_DOMAIN}`, status: 200 },
    ...["retry", "drop", "ask", "ask-best"].map((intent): Try => ({ part: "action", path: `/app/customers/file?shop=${THEIR_DOMAIN}`, form: { intent, shop: THEIR_DOMAIN }, status: 200 })),
    { part: "action", path: "/app/customers/file", form: { intent: "none" }, status: 400 },
  ],
  "app.customers.$id.tsx": [
    { part: "loader", path: `/app/customers/${id}`, params: { id }, status: 404 },
    { part: "action", path: `/app/customers/${id}`, params: { id }, form: { automatedDecisions: "no" }, status: 200 },
    { part: "action", path: `/app/customers/${id}`, params: { id }, form: { automatedDecisions: "yes" }, status: 200 },
  ],
  "app.data-requests.$id.tsx": [{ part: "loader", path: `/app/data-requests/${order}`, params: { id: order }, status: 404 }],
  "app.segments._index.tsx": [
    { part: "loader", path: `/app/segments?shop=${THEIR_DOMAIN}`, status: 200 },
    { part: "action", path: `/app/segments?shop=${THEIR_DOMAIN}`, form: { intent: "preview", draft: RENAMED }, status: 200 },
    { part: "action", path: `/app/segments?shop=${THEIR_DOMAIN}`, form: { intent: "save", version: "0", draft: RENAMED, shop: THEIR_DOMAIN }, status: 200 },
    { part: "action", path: `/app/segments?shop=${THEIR_DOMAIN}`, form: { intent: "recompute", shop: THEIR_DOMAIN }, status: 200 },
  ],
  "app.settings._index.tsx": [
    { part: "loader", path: `/app/settings?shop=${THEIR_DOMAIN}`, status: 200 },
    { part: "loader", path: `/app/settings?older=${id}`, status: 200 },
    { part: "action", path: `/app/settings?shop=${THEIR_DOMAIN}`, form: { intent: "write-rules", handChanges: "respect", capPercent: "5", capCustomers: "10", shop: THEIR_DOMAIN }, status: 200 },
    { part: "action", path: `/app/settings?shop=${THEIR_DOMAIN}`, form: { intent: "resume-tags", shop: THEIR_DOMAIN }, status: 200 },
  ],
  "app.settings.export.tsx": [
    ...SHOP_DATA_PARTS.map((part): Try => ({ part: "loader", path: `/app/settings/export?part=${part}&shop=${THEIR_DOMAIN}`, status: 200 })),
    { part: "loader", path: "/app/settings/export?part=shop_sessions", status: 404 },
  ],
  "auth.$.tsx": [{ part: "loader", path: `/auth/anything?shop=${THEIR_DOMAIN}`, status: 200 }],
  "auth.login.tsx": [{ part: "loader", path: `/auth/login?shop=${THEIR_DOMAIN}`, status: 302 }],
  "healthz.tsx": [{ part: "loader", path: "/healthz", status: 200 }],
  "readyz.tsx": [{ part: "loader", path: "/readyz", status: 200 }],
  "metrics.tsx": [{ part: "loader", path: "/metrics", status: 404 }],
  "webhooks.tsx": [{ part: "loader", path: "/webhooks", status: 405 }],
};

const routeOf = (file: string) => import(`../../app/routes/${basename(file, ".tsx")}.tsx`) as Promise<Partial<Record<"loader" | "action", Part>>>;

it("every route, and each part of it that answers, is tried", async () => {
  const files = globSync("app/routes/*").map((file) => basename(file));
  expect(files.sort()).toEqual(Object.keys(TRIES).sort());
  for (const file of files) {
    const { loader, action } = await routeOf(file);
    const tried = new Set(TRIES[file]!.map(({ part }) => part));
    if (loader) expect(tried, file).toContain("loader");
    // A form that asks who one is, and the door for webhooks, which is tried below.
    if (action && !["auth.login.tsx", "webhooks.tsx"].includes(file)) expect(tried, file).toContain("action");
  }
});

describe("with our session and another shop's numbers", () => {
  it.each(Object.entries(TRIES))("%s shows and changes nothing of theirs", async (file, tries) => {
    const route = await routeOf(file);
    for (const { part, path, params, form, status } of tries) {
      asked.clear();
      const answer = await leavesThemAlone(test.owner, () => answerOf(route[part]!, ask(path, form), params));
      expect(answer.status, path).toBe(status);
      // The list repeats what is searched for.
      const told = answer.text.replaceAll(path, "").replace(/"search":"[^"]*"/, "");
      for (const number of THEIR_NUMBERS) expect(told, path).not.toContain(number);
      expect([...asked].filter((host) => host !== OURS), path).toEqual([]);
    }
  });

  it("a page shows what is ours", async () => {
    const { loader } = await routeOf("app.customers.$id.tsx");
    expect(await answerOf(loader!, ask("/app/customers/2"), { id: "2" })).toMatchObject({ status: 200, text: expect.stringContaining('"id":"2"') });
  });

  it("a file that we hand over is ours by its name, and holds what was answered", async () => {
    const payload = { shopId: String(shopId), requestId: "w", customerId: "2", orderIds: [], requestedAt: "2026-11-21T12:00:00.000Z" };
    await answerDataRequest({ db: test.db, clock: () => new Date() }, payload);
    const { rows } = await test.owner.query("SELECT id FROM data_requests WHERE shop_id = $1", [shopId]);
    const { loader } = await routeOf("app.data-requests.$id.tsx");
    for (const [as, column] of [["html", "lifetime value minor"], ["json", "lifetime_value_minor"]] as const) {
      const answer = await answerOf(loader!, ask(`/app/data-requests/${rows[0].id}?as=${as}`), { id: String(rows[0].id) });
      expect(answer.status).toBe(200);
      expect(answer.text).toContain(`filename=\\"ours-data-request-${rows[0].id}.${as}\\"`);
      expect(answer.text).toContain(column);
    }
  });

  it("work that we ask for is ours, and what we look at is noted for us", async () => {
    const { rows } = await test.owner.query("SELECT flags FROM graphile_worker._private_jobs");
    expect(rows.length).toBeGreaterThan(0);
    for (const { flags } of rows) expect(Object.keys(flags).filter((it) => it !== PATIENT)).toEqual([shopFlag(String(shopId))]);
    const { rows: accesses } = await test.owner.query("SELECT DISTINCT shop_id FROM customer_accesses WHERE staff_id = '42'");
    expect(accesses).toEqual([{ shop_id: String(shopId) }]);
  });

  it("a webhook of ours sent again as theirs is refused", async () => {
    const { action } = await routeOf("webhooks.tsx");
    const body = JSON.stringify({ shop_domain: OURS, customer: { id: Number(THEIR_CUSTOMER) }, orders_to_redact: [Number(THEIR_ORDER)] });
    for (const topic of ["customers/redact", "customers/data_request", "shop/redact"]) {
      const answer = await leavesThemAlone(test.owner, () => answerOf(action!, signWebhook({ topic, body, shop: THEIR_DOMAIN })));
      expect(answer.status, topic).toBe(400);
    }
  });
});
