import { setAbstractFetchFunc } from "@shopify/shopify-api/runtime";
import { afterAll, beforeAll, beforeEach, expect, vi } from "vitest";
import type { FileDeps } from "#app/deps.server.ts";
import { handlersOf } from "#app/job-handlers.server.ts";
import { parseCustomersQuery } from "#app/views/customers-query.ts";
import type { ShownFile } from "#app/views/customer-file.view.server.ts";
import { viewCustomers } from "#app/views/customers.view.server.ts";
import type { loader as Download } from "../../app/routes/app.customers.export.tsx";
import type { action as Ask, loader as Look } from "../../app/routes/app.customers.file.tsx";
import { askAs } from "../support/ask-as-staff.ts";
import { keepPermissions } from "../support/keep-permissions.ts";
import { readStream } from "../support/read-stream.ts";
import { installApp, useSandbox } from "../support/sandbox.ts";
import { useTestDatabase } from "../support/test-database.ts";
import { buildTestDeps, TEST_ENV } from "../support/test-deps.ts";
import { emptyQueue } from "../support/waiting-jobs.ts";
import { putCustomer, switchToRun } from "../tags/shop-with-scores.ts";

type By = { staffId?: string; language?: string };

/** Most are worth the same. */
export const SCORES = Array.from({ length: 120 }, (_, index) => 1 + index).map((id) => ({
  customerId: BigInt(id), valueTier: id % 10 === 0 ? ("low" as const) : ("vip" as const),
}));

/** Another member of staff, who may see customers. */
export const OTHER = "43";

/** A shop in the sandbox with 120 customers, as staff ask for files of them by the app's routes, and its worker makes them. */
export function useCustomerFiles() {
  const test = useTestDatabase();
  const shopify = useSandbox({ plan: { bucket: 1_000_000, restoreRate: 1_000_000 } });
  const shop = {} as { id: bigint };
  const deps = {} as FileDeps;
  const route = {} as { look: typeof Look; ask: typeof Ask; download: typeof Download };

  beforeAll(async () => {
    for (const [name, value] of Object.entries({ ...TEST_ENV, DATABASE_URL: test.url })) vi.stubEnv(name, String(value));
    const { fetch } = globalThis;
    const isSandbox = (input: string | URL | Request) => new URL(input instanceof Request ? input.url : input).origin === shopify.sandbox.origin;
    vi.stubGlobal("fetch", (...asked: Parameters<typeof fetch>) => (isSandbox(asked[0]) ? fetch : shopify.fetch)(...asked));
    const [{ loader: look, action: ask }, { loader: download }] = await Promise.all([
      import("../../app/routes/app.customers.file.tsx"), import("../../app/routes/app.customers.export.tsx"),
    ]);
    Object.assign(route, { look, ask, download });
    // The library's server part, which came with it, has put its own in place.
    setAbstractFetchFunc(shopify.fetch);
    // Web opens what the worker has sealed.
    const { fileKey } = (await import("#app/composition.server.ts")).getDeps();
    Object.assign(deps, buildTestDeps(test.db, shopify), { fileKey });
  });

  beforeEach(async () => {
    await test.owner.query("DELETE FROM shops");
    await emptyQueue(test.owner);
    shop.id = await installApp(test, shopify);
    await keepPermissions(test.db, { id: shop.id, domain: shopify.sandbox.domain }, OTHER, "read_customers");
    await test.owner.query("UPDATE shops SET currency = 'GBP', time_zone = 'Europe/London'");
    await emptyQueue(test.owner);
    for (const { customerId } of SCORES) putCustomer(shopify.sandbox, Number(customerId));
    await switchToRun(test.db, shop.id, SCORES);
  });

  afterAll(async () => {
    await (await import("#app/composition.server.ts")).getDeps().db.close();
    vi.unstubAllGlobals();
    vi.unstubAllEnvs();
  });

  const request = (path: string, form: Record<string, string> | undefined, by: By) =>
    ({ request: askAs({ domain: shopify.sandbox.domain, path: `/app/customers/${path}`, ...(form && { form }), ...by }), params: {}, context: {} });

  async function shown(answer: Promise<Response>): Promise<ShownFile | null> {
    const response = await answer;
    expect(response.status).toBe(200);
    return (await response.json()) as ShownFile | null;
  }

  const ask = (query = "", by: By = {}) => shown(route.ask(request(`file?${query}`, { intent: "ask" }, by)));
  const send = (intent: string, by: By = {}) => shown(route.ask(request("file", { intent }, by)));
  const look = (by: By = {}) => shown(route.look(request("file", undefined, by)));
  const download = (by: By = {}, id?: string) => route.download(request(id === undefined ? "export" : `export?file=${id}`, undefined, by));

  async function idsInFile(by: By = {}): Promise<string[]> {
    const { text, end } = await readStream((await download(by)).body!);
    expect(end).toBe("whole");
    return text.trimEnd().split("\n").slice(1).map((line) => line.split(",")[0]!);
  }

  /** Takes the next step of a file from the queue. @returns whether there was one */
  async function step(using: FileDeps = deps, isLast = false): Promise<boolean> {
    const { rows } = await test.owner.query<{ payload: object }>(
      `DELETE FROM graphile_worker._private_jobs WHERE id = (
        SELECT jobs.id FROM graphile_worker.jobs WHERE task_identifier = 'fill-customer-file' ORDER BY run_at, id LIMIT 1) RETURNING payload`,
    );
    if (!rows[0]) return false;
    await handlersOf(using).find(({ job }) => job === "fill-customer-file")!.run(rows[0].payload, { isLast });
    return true;
  }

  async function fill(using: FileDeps = deps): Promise<void> {
    while (await step(using));
  }

  async function fileOf(query: string): Promise<string[]> {
    await ask(query);
    await fill();
    return idsInFile();
  }

  /** Every page of the list, one after the other. */
  async function idsInList(query: string): Promise<string[]> {
    const ids: string[] = [];
    const { currentRunId } = await test.db.prisma.shop.findUniqueOrThrow({ where: { id: shop.id } });
    for (let next: string | null = ""; next !== null; ) {
      const params = new URLSearchParams(next === "" ? query : `${query}&after=${next}`);
      const page = await viewCustomers(test.db, { id: shop.id, currentRunId }, parseCustomersQuery(params), null);
      ids.push(...page.rows.map(({ id }) => id));
      next = page.next;
    }
    return ids;
  }

  /** Shopify, that fails at some calls for customers (from 1), or at which something happens then. */
  function shopifyThat(happens: (call: number) => void | Promise<void>) {
    const calls: unknown[] = [];
    const run: FileDeps["shopify"]["run"] = async (id, operation, variables, ...rest) => {
      calls.push(variables);
      await happens(calls.length);
      return deps.shopify.run(id, operation, variables, ...rest);
    };
    return { calls, deps: { ...deps, shopify: { ...deps.shopify, run } } };
  }

  /** As many customers, with a value each. */
  async function scoreMany(count: number): Promise<void> {
    await switchToRun(test.db, shop.id, [{ customerId: 1n, lifetimeValueMinor: 1 }]);
    const { rows } = await test.owner.query<{ columns: string }>(
      "SELECT string_agg(column_name, ', ') AS columns FROM information_schema.columns WHERE table_name = 'customer_scores' AND is_generated = 'NEVER'",
    );
    const { columns } = rows[0]!;
    await test.owner.query(
      `INSERT INTO customer_scores (${columns}) SELECT ${columns} FROM (
         SELECT (jsonb_populate_record(score, jsonb_build_object('customer_id', n, 'lifetime_value_minor', n))).*
         FROM customer_scores AS score JOIN shops ON current_run_id = run_id, generate_series(2, $1::int) AS n) AS many`,
      [count],
    );
  }

  /** Shopify, that knows whomever it is asked about. */
  function withEverybody() {
    const asked: number[] = [];
    const run: FileDeps["shopify"]["run"] = async (_shopId, _operation, variables) => {
      const { ids } = variables as { ids: string[] };
      asked.push(ids.length);
      return { nodes: ids.map((id) => ({ id, dataSaleOptOut: false, tags: [], defaultEmailAddress: null, defaultPhoneNumber: null })) } as never;
    };
    return { asked, deps: { ...deps, shopify: { ...deps.shopify, run } } };
  }

  const rowsOf = async (table: string) => (await test.owner.query(`SELECT * FROM ${table}`)).rows;
  const subscribe = (id: number, email: string) => {
    const customer = shopify.sandbox.store.customers.require(id);
    shopify.sandbox.store.customers.put({ ...customer, email, emailConsent: "SUBSCRIBED" });
  };

  return { test, shopify, shop, deps, ask, send, look, download, idsInFile, step, fill, fileOf, idsInList, shopifyThat, scoreMany, withEverybody, rowsOf, subscribe };
}
