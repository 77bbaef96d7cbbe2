import { afterAll, beforeAll, expect, it, vi } from "vitest";
import type { action as Action } from "../../app/routes/app.customers._index.tsx";
import { askAs } from "../support/ask-as-staff.ts";
import { keepPermissions } from "../support/keep-permissions.ts";
import { installApp, useSandbox } from "../support/sandbox.ts";
import { useTestDatabase } from "../support/test-database.ts";
import { TEST_ENV } from "../support/test-deps.ts";

const test = useTestDatabase();
const shopify = useSandbox();
let action: typeof Action;

beforeAll(async () => {
  for (const [name, value] of Object.entries({ ...TEST_ENV, DATABASE_URL: test.url })) vi.stubEnv(name, String(value));
  const shopId = await installApp(test, shopify);
  await test.owner.query("UPDATE shops SET currency = 'GBP', time_zone = 'Europe/London'");
  await keepPermissions(test.db, { id: shopId, domain: shopify.sandbox.domain }, "42", "write_customers");
  ({ action } = await import("../../app/routes/app.customers._index.tsx"));
});

afterAll(async () => {
  await (await import("#app/composition.server.ts")).getDeps().db.close();
  vi.unstubAllEnvs();
});

async function save(name: string, address: string) {
  const request = askAs({ domain: shopify.sandbox.domain, path: "/app/customers", form: { intent: "save-view", name, address } });
  return (await action({ request, params: {}, context: {} })).json();
}

it("a view keeps what the list is narrowed to, and nobody who was searched for", async () => {
  expect(await save("At risk", "stage=at-risk&q=ann%40example.com&tier=vip&after=900_771000001")).toEqual({ problem: null });
  const { rows } = await test.owner.query("SELECT * FROM customer_views");
  expect(rows).toMatchObject([{ name: "At risk", address: "tier=vip&stage=at-risk" }]);
  expect(JSON.stringify(rows)).not.toMatch(/ann|771000001/);
});
