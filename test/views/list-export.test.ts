import { setAbstractFetchFunc } from "@shopify/shopify-api/runtime";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { createLog } from "#app/log.server.ts";
import { parseCustomersQuery } from "#app/views/customers-query.ts";
import { viewCustomers } from "#app/views/customers.view.server.ts";
import { viewSubscribers } from "#app/views/subscribers.view.server.ts";
import type { loader as Loader } from "../../app/routes/app.customers.export.tsx";
import { askAs } from "../support/ask-as-staff.ts";
import { readStream } from "../support/read-stream.ts";
import { installApp, useSandbox } from "../support/sandbox.ts";
import { useTestDatabase } from "../support/test-database.ts";
import { buildTestDeps, TEST_ENV } from "../support/test-deps.ts";
import { putCustomer, switchToRun } from "../tags/shop-with-scores.ts";

const test = useTestDatabase();
const shopify = useSandbox();
let loader: typeof Loader;
let shopId: bigint;
let currentRunId: bigint;

beforeAll(async () => {
  for (const [name, value] of Object.entries({ ...TEST_ENV, DATABASE_URL: test.url })) vi.stubEnv(name, String(value));
  const { fetch } = globalThis;
  const isSandbox = (input: string | URL | Request) => new URL(input instanceof Request ? input.url : input).origin === shopify.sandbox.origin;
  vi.stubGlobal("fetch", (...asked: Parameters<typeof fetch>) => (isSandbox(asked[0]) ? fetch : shopify.fetch)(...asked));
  ({ loader } = await import("../../app/routes/app.customers.export.tsx"));
  // The library's server part, which came with it, has put its own in place.
  setAbstractFetchFunc(shopify.fetch);
  shopId = await installApp(test, shopify);
  await test.owner.query("UPDATE shops SET currency = 'GBP', time_zone = 'Europe/London'");
  const customers = Array.from({ length: 120 }, (_, index) => 1 + index);
  for (const id of customers) putCustomer(shopify.sandbox, id);
  // Most are worth the same.
  await switchToRun(test.db, shopId, customers.map((id) => ({ customerId: BigInt(id), valueTier: id % 10 === 0 ? ("low" as const) : ("vip" as const) })));
  currentRunId = (await test.db.prisma.shop.findUniqueOrThrow({ where: { id: shopId } })).currentRunId!;
});

afterAll(async () => {
  await (await import("#app/composition.server.ts")).getDeps().db.close();
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
});

function fetchFile(query: string, language = "en"): Promise<Response> {
  return loader({ request: askAs({ domain: shopify.sandbox.domain, path: `/app/customers/export?${query}`, language }), params: {}, context: {} });
}

async function idsInFile(query: string): Promise<string[]> {
  const { text, end } = await readStream((await fetchFile(query)).body!);
  expect(end).toBe("whole");
  return text.trimEnd().split("\n").slice(1).map((line) => line.split(",")[0]!);
}

/** Every page of the list, one after the other. */
async function idsInList(query: string): Promise<string[]> {
  const ids: string[] = [];
  for (let next: string | null = ""; next !== null; ) {
    const params = new URLSearchParams(next === "" ? query : `${query}&after=${next}`);
    const page = await viewCustomers(test.db, { id: shopId, currentRunId }, parseCustomersQuery(params), null);
    ids.push(...page.rows.map(({ id }) => id));
    next = page.next;
  }
  return ids;
}

it.each(["tier=vip", "tier=low&sort=orders&dir=asc", "sort=last-order&dir=asc"])("holds whom the list of %s holds, in its order", async (query) => {
  const ids = await idsInFile(query);
  expect(ids.length).toBeGreaterThan(10);
  expect(ids).toEqual(await idsInList(query));
});

it("begins at the list's beginning, on whichever page it is asked for", async () => {
  expect(await idsInFile("after=1_1")).toHaveLength(120);
});

it("is named by shop and day, speaks the reader's language, and notes who looked", async () => {
  await test.owner.query("DELETE FROM customer_accesses");
  const response = await fetchFile("tier=low", "ko-KR");
  expect(Object.fromEntries(response.headers)).toMatchObject({
    "content-type": "text/csv; charset=utf-8",
    "content-disposition": expect.stringMatching(/^attachment; filename="test-shop-customers-\d{4}-\d\d-\d\d\.csv"$/),
    "cache-control": "no-store",
  });
  expect((await readStream(response.body!)).text.split("\n")[0]).toMatch(/고객 ID,태그,가치 등급,단계,생애 가치,.*,이메일,전화번호$/);
  const { rows } = await test.owner.query("SELECT staff_id, what FROM customer_accesses");
  expect(rows).toEqual([{ staff_id: "42", what: "customer-list-export" }]);
});

const shown = (params: string) => {
  const { consent, ...query } = parseCustomersQuery(new URLSearchParams(params));
  if (consent === null) throw new Error("for subscribers");
  return viewSubscribers({ db: test.db, shopify: buildTestDeps(test.db, shopify).shopify, log: createLog("silent") }, { id: shopId, currentRunId }, { ...query, consent }, null);
};

describe("those who may be written to", () => {
  beforeAll(() => {
    for (const id of [3, 60, 61, 119]) {
      const customer = shopify.sandbox.store.customers.get(id)!;
      shopify.sandbox.store.customers.put({ ...customer, email: `${id}@customers.example`, emailConsent: "SUBSCRIBED" });
    }
  });

  it("are looked for from page to page, and the next page goes on behind whom Shopify was asked about", async () => {
    const all = await shown("consent=email&sort=orders");
    expect(all.rows.map(({ id }) => id)).toEqual(["119", "61", "60", "3"]);
    expect(all).toMatchObject({ looked: 120, next: null, previous: null });
    expect((await shown("consent=sms")).rows).toEqual([]);
    const vips = await shown("consent=email&tier=vip&sort=orders");
    expect(vips.rows.map(({ id }) => id)).toEqual(["119", "61", "3"]);
  });

  it("are found backwards, too, in the same order", async () => {
    const back = await shown("consent=email&sort=orders&before=1_1");
    expect(back.rows.map(({ id }) => id)).toEqual(["119", "61", "60", "3"]);
    expect(back.previous).toBeNull();
  });

  it("are the file's, too", async () => {
    expect(await idsInFile("consent=email&sort=orders")).toEqual(["119", "61", "60", "3"]);
  });
});

it("leaves out who objects to being sorted, and goes on behind them", async () => {
  await test.owner.query("INSERT INTO customer_opt_outs (shop_id, customer_id, kind, since) VALUES ($1, 7, 'automated-decisions', now())", [shopId]);
  const ids = await idsInFile("");
  expect(ids).toHaveLength(119);
  expect(ids).not.toContain("7");
});

it("breaks off visibly where another run takes the place of the one that it reads", async () => {
  const { body } = await fetchFile("");
  await test.owner.query("UPDATE shops SET current_run_id = current_run_id + 1000 WHERE id = $1", [shopId]);
  const { text, end } = await readStream(body!);
  await test.owner.query("UPDATE shops SET current_run_id = $2 WHERE id = $1", [shopId, currentRunId]);
  expect(text).toContain("INCOMPLETE");
  expect(end).not.toBe("whole");
});
