import { globSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { answerDataRequest } from "#app/compliance/answer-data-request.server.ts";
import { withShop } from "#app/db/with-shop.server.ts";
import { storeCohorts } from "#app/insights/store-cohorts.server.ts";
import { storeSplits } from "#app/insights/store-splits.repo.server.ts";
import { localDay } from "#app/time/local-day.ts";
import { storePurchases } from "./segments/store-purchases.ts";
import { askAs, keepOfflineSession } from "./support/ask-as-staff.ts";
import { keepPermissions } from "./support/keep-permissions.ts";
import { useTestDatabase } from "./support/test-database.ts";
import { TEST_ENV } from "./support/test-deps.ts";
import { emptyQueue, waitingJobs } from "./support/waiting-jobs.ts";
import { addScores, addShop, NOW } from "./views/scored-shop.ts";

const test = useTestDatabase();
const DOMAIN = "ours.myshopify.com";
/** What the Admin API was asked for. */
let calls = 0;
const MAY_LOOK = "43";
const MAY_NOT_EVEN_SEE = "44";
/** Of whom Shopify has said nothing, and says nothing: it does not answer. */
const UNKNOWN = "45";

/** On which the first customer's scores have her come. */
const FIRST_DAY = localDay(NOW, "UTC") - 31;
let requestId: string;

type Part = (args: { request: Request; params: Record<string, string>; context: object }) => Promise<Response>;
type Route = { loader?: Part; action?: Part; default?: unknown };

const FILES = globSync("app/routes/app*.tsx").map((file) => basename(file, ".tsx"));
const routeOf = (file: string) => import(`../app/routes/${file}.tsx`) as Promise<Route>;

/** Asks Shopify anew what the reader may do, and changes nothing. */
const FOR_EVERYBODY = ["app"];
/** Files of sums, in which no customer is. */
const OF_SUMS = ["app.acquisition.template", "app.cohorts.export"];
/** What a file's address has to say beside its name. */
const ASKED_FOR: Record<string, string> = { "app.activity.dry-run": "?writing=on", "app.settings.export": "?part=orders" };
/** What is its reader's alone: for everybody who may see customers. */
const READERS_OWN = ["app.customers.file"];
/** Intents that only look, and show no more than a page does. */
const LOOKS = ["app.activity._index dry-run"];

beforeAll(async () => {
  for (const [name, value] of Object.entries({ ...TEST_ENV, DATABASE_URL: test.url })) vi.stubEnv(name, String(value));
  vi.stubGlobal("fetch", (input: string) => {
    if (input.endsWith("/oauth/access_token")) return Promise.reject(new TypeError("fetch failed"));
    calls += 1;
    return Promise.resolve(Response.json({ data: { nodes: [], customers: { nodes: [], pageInfo: { hasNextPage: false } } } }));
  });
  const shop = await addShop(test.db, test.owner, "ours");
  await addScores(test.owner, shop, 3);
  await storePurchases(test.db, shop.id, [[{ day: FIRST_DAY, valueMinor: 500 }]]);
  await withShop(test.db, shop.id, (tx) => storeSplits(tx, shop.id));
  await storeCohorts({ db: test.db }, { shopId: String(shop.id) });
  await answerDataRequest({ db: test.db, clock: () => NOW }, { shopId: String(shop.id), customerId: "2", orderIds: [], requestedAt: NOW.toISOString() });
  const { rows } = await test.owner.query<{ id: string }>("SELECT id FROM data_requests");
  requestId = rows[0]!.id;
  await test.owner.query("INSERT INTO customer_files (shop_id, staff_id, asked_at, currency, tags) VALUES ($1, $2, now(), 'GBP', '{}')", [shop.id, MAY_LOOK]);
  await keepOfflineSession(test.db, DOMAIN);
  await emptyQueue(test.owner);
  await keepPermissions(test.db, { id: shop.id, domain: DOMAIN }, MAY_LOOK, "read_customers,read_orders");
  await keepPermissions(test.db, { id: shop.id, domain: DOMAIN }, MAY_NOT_EVEN_SEE, "read_orders");
});

afterAll(async () => {
  await (await import("#app/composition.server.ts")).getDeps().db.close();
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
});

type Sent = { id?: string; form?: Record<string, string>; language?: string; path?: string };

/** A request that nobody's browser need have made: anybody who may open the app can send it. */
function ask(staffId: string, { id = "2", path = "/app?part=orders", ...sent }: Sent = {}) {
  return { request: askAs({ domain: DOMAIN, staffId, path, ...sent }), params: { id }, context: {} };
}

/** What is there to be fetched. */
const fileAt = (file: string): Sent => ({ id: requestId, path: `/app${ASKED_FOR[file] ?? ""}` });

async function send(part: Part, staffId: string, sent?: Sent): Promise<Response> {
  const answer: unknown = await part(ask(staffId, sent)).catch((thrown: unknown) => thrown);
  if (!(answer instanceof Response)) throw answer;
  return answer;
}

async function forge(part: Part, staffId: string, sent?: Sent): Promise<[number, unknown]> {
  const answer = await send(part, staffId, sent);
  if (answer.status === 403) return [403, await answer.json()];
  await answer.body?.cancel();
  return [answer.status, null];
}

const EDITING = { refused: "Nothing was changed: your permissions in Shopify do not include editing customers." };
const VIEWING = { refused: "Nothing was handed out: your permissions in Shopify do not include viewing customers." };
const NOT_SAID = { refused: "Nothing was done: Shopify has not said whether your permissions include it. Please try again." };

/** Every form of every page: its intents stand in its source. */
async function forms(files = FILES.filter((file) => ![...FOR_EVERYBODY, ...READERS_OWN].includes(file))): Promise<{ name: string; action: Part; form: Record<string, string> }[]> {
  const all = await Promise.all(
    files.map(async (file) => {
      const { action } = await routeOf(file);
      const intents = [...readFileSync(`app/routes/${file}.tsx`, "utf8").matchAll(/intent [!=]== "([a-z-]+)"/g)].map(([, intent]) => intent!);
      return action ? ["", ...new Set(intents)].map((intent) => ({ name: `${file} ${intent}`.trim(), action, form: { intent, resume: "value", automatedDecisions: "no", writing: "on" } })) : [];
    }),
  );
  return all.flat();
}

describe("whoever may not edit customers", () => {
  it("changes nothing by any form of any page, and is told why", async () => {
    const all = await forms();
    expect(all.length).toBeGreaterThan(25);
    const before = await everything();
    for (const { name, action, form } of all) {
      const isLook = LOOKS.includes(name);
      expect(await forge(action, MAY_LOOK, { form }), name).toEqual(isLook ? [200, null] : [403, EDITING]);
      // Where some forms are looks, who may not even look is let in to none of them.
      expect(await forge(action, MAY_NOT_EVEN_SEE, { form }), name).toEqual([403, LOOKS.some((look) => name.startsWith(look.split(" ")[0]!)) ? VIEWING : EDITING]);
      expect(await forge(action, UNKNOWN, { form }), name).toEqual([403, NOT_SAID]);
    }
    expect(await everything()).toEqual(before);
    expect(await waitingJobs(test.owner)).toEqual([]);
  });

  it("is not even read out: what they send need not be a form", async () => {
    for (const file of FILES.filter((it) => !FOR_EVERYBODY.includes(it))) {
      const { action } = await routeOf(file);
      if (!action) continue;
      const { request, ...rest } = ask(MAY_NOT_EVEN_SEE, { form: {} });
      const sent = new Request(request, { method: "POST", body: "{}", headers: { ...Object.fromEntries(request.headers), "content-type": "application/json" } });
      expect(await action({ request: sent, ...rest }).catch(({ status }: Response) => status), file).toBe(403);
    }
  });

  it("is told so in the language of their admin", async () => {
    const { action } = (await forms())[0]!;
    expect(await forge(action, MAY_LOOK, { form: {}, language: "ko-KR" })).toEqual([403, { refused: "변경하지 않았습니다. 고객을 수정할 수 있는 Shopify 권한이 없습니다." }]);
  });
});

describe("whoever may not see customers", () => {
  it("gets no file of them, and nobody gets one of whom Shopify does not say whether they may", async () => {
    let tried = 0;
    for (const file of FILES.filter((it) => !OF_SUMS.includes(it))) {
      const { loader, default: page } = await routeOf(file);
      // What has no page is a file.
      if (!loader || page) continue;
      tried += 1;
      expect(await forge(loader, MAY_NOT_EVEN_SEE), file).toEqual([403, VIEWING]);
      expect(await forge(loader, UNKNOWN), file).toEqual([403, NOT_SAID]);
      expect(await forge(loader, MAY_LOOK, fileAt(file)), file).toEqual([200, null]);
    }
    expect(tried).toBe(5);
    const { rows } = await test.owner.query("SELECT DISTINCT staff_id FROM customer_accesses");
    expect(rows).toEqual([{ staff_id: MAY_LOOK }]);
  });

  it("has no file of them made, and nobody has one made of whom Shopify does not say whether they may", async () => {
    const before = await everything();
    const all = await forms(READERS_OWN);
    expect(all.map(({ form }) => form.intent)).toEqual(["", "ask", "ask-best", "retry", "drop"]);
    for (const { name, action, form } of all) {
      expect(await forge(action, MAY_NOT_EVEN_SEE, { form }), name).toEqual([403, VIEWING]);
      expect(await forge(action, UNKNOWN, { form }), name).toEqual([403, NOT_SAID]);
    }
    expect(await everything()).toEqual(before);
    expect(await waitingJobs(test.owner)).toEqual([]);
  });

  it("is told no names, and finds nobody by one; everybody else does as before", async () => {
    const { loader: list } = await routeOf("app.customers._index");
    const { loader: home } = await routeOf("app._index");
    const { loader: one } = await routeOf("app.customers.$id");
    const namesOn = async (part: Part, staffId: string, path?: string) => {
      const { data } = (await part(ask(staffId, path === undefined ? {} : { path }))) as unknown as { data: { names: Promise<{ status: string }> } };
      return (await data.names).status;
    };
    const contact = async (staffId: string) => ((await (await send(one!, staffId)).json()) as { contact: { status: string } }).contact.status;
    calls = 0;
    expect([await namesOn(list!, MAY_NOT_EVEN_SEE, "/app/customers?q=walsh"), await namesOn(home!, MAY_NOT_EVEN_SEE)]).toEqual(["unavailable", "unavailable"]);
    expect(await namesOn(list!, MAY_NOT_EVEN_SEE)).toBe("unavailable");
    expect(calls, "for names, or by name").toBe(0);
    expect(await contact(MAY_NOT_EVEN_SEE)).toBe("unavailable");
    for (const staffId of [MAY_LOOK, UNKNOWN]) {
      expect([await namesOn(list!, staffId), await namesOn(list!, staffId, "/app/customers?q=walsh"), await namesOn(home!, staffId), await contact(staffId)]).toEqual(Array(4).fill("read"));
    }
  });

  it("gets files of sums", async () => {
    for (const file of OF_SUMS) expect(await forge((await routeOf(file)).loader!, MAY_NOT_EVEN_SEE, fileAt(file)), file).toEqual([200, null]);
  });
});

describe("every page", () => {
  it("is told what its reader may do, and is shown where nobody says", async () => {
    const { loader, action } = await routeOf("app");
    const told = async (part: Part, staffId: string, sent?: Sent) => (await (await send(part, staffId, sent)).json()) as { permissions: unknown };
    expect((await told(loader!, MAY_LOOK)).permissions).toEqual(["read_customers"]);
    expect((await told(loader!, MAY_NOT_EVEN_SEE)).permissions).toEqual([]);
    expect((await told(loader!, UNKNOWN)).permissions).toBeNull();
    expect((await told(action!, MAY_LOOK, { form: {} })).permissions, "what is kept, since Shopify does not answer").toEqual(["read_customers"]);
  });
});

/** All rows of the shop, save for who looked. */
async function everything(): Promise<unknown[]> {
  const { rows: tables } = await test.owner.query<{ name: string }>(
    "SELECT table_name AS name FROM information_schema.columns WHERE table_schema = 'public' AND column_name = 'shop_id' AND table_name <> 'customer_accesses' ORDER BY 1",
  );
  return Promise.all([...tables, { name: "shops" }].map(async ({ name }) => [name, (await test.owner.query<{ row: unknown }>(`SELECT to_jsonb(t) AS row FROM ${name} t ORDER BY 1`)).rows]));
}
