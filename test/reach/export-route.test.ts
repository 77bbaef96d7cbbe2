import { setAbstractFetchFunc } from "@shopify/shopify-api/runtime";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import type { loader as Loader } from "../../app/routes/app.segments.export.tsx";
import { askAs } from "../support/ask-as-staff.ts";
import { readStream } from "../support/read-stream.ts";
import { installApp, useSandbox } from "../support/sandbox.ts";
import { useTestDatabase } from "../support/test-database.ts";
import { TEST_ENV } from "../support/test-deps.ts";
import { putCustomer, switchToRun } from "../tags/shop-with-scores.ts";

const test = useTestDatabase();
const shopify = useSandbox();
let loader: typeof Loader;
let shopId: bigint;

beforeAll(async () => {
  for (const [name, value] of Object.entries({ ...TEST_ENV, DATABASE_URL: test.url })) vi.stubEnv(name, String(value));
  const { fetch } = globalThis;
  const isSandbox = (input: string | URL | Request) => new URL(input instanceof Request ? input.url : input).origin === shopify.sandbox.origin;
  vi.stubGlobal("fetch", (...asked: Parameters<typeof fetch>) => (isSandbox(asked[0]) ? fetch : shopify.fetch)(...asked));
  ({ loader } = await import("../../app/routes/app.segments.export.tsx"));
  // The library's server part, which came with it, has put its own in place.
  setAbstractFetchFunc(shopify.fetch);
  shopId = await installApp(test, shopify);
  await test.owner.query("UPDATE shops SET currency = 'GBP', time_zone = 'Europe/London'");
  const customers = Array.from({ length: 60 }, (_, index) => 1 + index);
  const { store } = shopify.sandbox;
  for (const id of customers) {
    putCustomer(shopify.sandbox, id);
    store.customers.put({ ...store.customers.require(id), email: `c${id}@example.com`, emailConsent: "SUBSCRIBED" });
  }
  await switchToRun(test.db, shopId, customers.map((id) => ({ customerId: BigInt(id), valueTier: "vip" as const })));
});

afterAll(async () => {
  await (await import("#app/composition.server.ts")).getDeps().db.close();
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
});

async function fetchFile(query: string, language = "en"): Promise<Response> {
  return loader({ request: askAs({ domain: shopify.sandbox.domain, path: `/app/segments/export?${query}`, language }), params: {}, context: {} });
}

const looks = async () => (await test.owner.query("SELECT staff_id, what, customer_id FROM customer_accesses ORDER BY id")).rows;

it("hands the best over by the shop's name, keeps no copy on the way, and notes who looked", async () => {
  const response = await fetchFile("best=100");
  expect(Object.fromEntries(response.headers)).toMatchObject({
    "content-type": "text/csv; charset=utf-8",
    "content-disposition": expect.stringMatching(/^attachment; filename="test-shop-best-100-\d{4}-\d\d-\d\d\.csv"$/),
    "cache-control": "no-store",
  });
  const { text, end } = await readStream(response.body!);
  expect([text.trimEnd().split("\n").length, end]).toEqual([61, "whole"]);
  expect(await looks()).toEqual([{ staff_id: "42", what: "look-alike-export", customer_id: null }]);
});

it("has the columns that an ad network knows, in every language", async () => {
  const { text } = await readStream((await fetchFile("best=100", "ko")).body!);
  expect(text.split("\n")[0]).toBe("email,value,currency");
});

it("says what it cannot hand over, and notes no look at it", async () => {
  const before = await looks();
  const refused = await fetchFile("best=7");
  expect([refused.status, await refused.text()]).toEqual([400, 'best is "7"; allowed: a whole number from 100 to 10000']);
  expect((await fetchFile("")).status).toBe(400);
  expect(await looks()).toEqual(before);
});

it("breaks off visibly where Shopify goes away in the middle", async () => {
  shopify.sandbox.faults.add({ kind: "token-revoked", matching: "EmailsOfBest", after: 1, next: 1 });
  const { text, end } = await readStream((await fetchFile("best=100", "ko")).body!);
  expect(end).toBeInstanceOf(Error);
  expect(text.trimEnd().split("\n").slice(51)).toEqual(["불완전한 파일: 내보내기가 중간에 끊어졌습니다. 다시 내보내 주세요."]);
});
