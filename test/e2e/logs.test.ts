import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, it } from "vitest";
import { installApp } from "../../scripts/demo/install-app.ts";
import { USER_AGENT } from "../../scripts/open-browser.ts";
import { eventually } from "../support/eventually.ts";
import { useTestDatabase } from "../support/test-database.ts";
import { useStack } from "./stack.ts";

const test = useTestDatabase();
const stack = useStack(test, { kind: "generated", customers: 60 });

type Line = { level: number; msg: string; job?: string; shop?: string; shopId?: string; webhookId?: string; path?: string };

const logOf = (name: string) => readFile(join(stack.folder, `${name}.log`), "utf8");
/** What is after the last line's end is still being written. */
const linesOf = async (name: string) => (await logOf(name)).split("\n").slice(0, -1).map((line) => JSON.parse(line) as Line);

/** What Shopify keeps of one kind: the test sees what the app is never to write down. */
function inShopify(kind: string): Record<string, unknown>[] {
  const store = new DatabaseSync(join(stack.folder, "sandbox", "shop.sqlite"), { readOnly: true });
  const rows = store.prepare(`SELECT json FROM "${kind}"`).all();
  store.close();
  return rows.map((row) => JSON.parse(String(row.json)) as Record<string, unknown>);
}

/** A page of the app as the admin's frame asks for it. @returns the session token that its address carried. */
async function openPage(path: string): Promise<{ status: number; token: string }> {
  const headers = { "user-agent": USER_AGENT };
  const admin = await (await fetch(`${stack.origin}/store/perennial-demo/apps/perennial${path}`, { headers })).text();
  const address = new URL(/data-address="([^"]+)"/.exec(admin)![1]!.replaceAll("&amp;", "&"), stack.origin);
  const { status } = await fetch(address, { headers, redirect: "manual" });
  return { status, token: address.searchParams.get("id_token")! };
}

it("no line of any process holds a token, a signature, a name or an e-mail address, whatever goes wrong", async () => {
  await installApp(stack.origin);
  await eventually(async () => (await test.owner.query("SELECT 1 FROM shops WHERE current_run_id IS NOT NULL")).rowCount === 1, { seconds: 60 });
  const customers = inShopify("customer");
  const { rows } = await test.owner.query<{ id: string; customer_id: string }>("SELECT id, customer_id FROM orders WHERE customer_id IS NOT NULL AND exclusion IS NULL LIMIT 1");
  const { id: orderId, customer_id: customerId } = rows[0]!;
  const { email } = customers.find((it) => String(it.id) === customerId)! as { email: string };

  const seen = [
    await openPage(`/customers/${customerId}`),
    await openPage(`/customers?search=${encodeURIComponent(email)}`),
    await openPage("/no-such-page"),
  ];
  expect(seen.map((it) => it.status)).toEqual([200, 200, 404]);
  expect((await test.owner.query("SELECT what, customer_id, staff_id IS NOT NULL AS staff FROM customer_accesses ORDER BY id")).rows).toEqual([
    { what: "customer", customer_id: customerId, staff: true },
    { what: "customer-list", customer_id: null, staff: true },
  ]);

  await test.owner.query("ALTER TABLE orders RENAME TO orders_away");
  const broken = await openPage(`/customers/${customerId}`);
  expect(broken.status).toBe(500);
  await fetch(`${stack.origin}/store/perennial-demo/orders/${orderId}/refund-all`, { method: "POST", headers: { origin: stack.origin }, redirect: "manual" });
  await eventually(async () => (await linesOf("worker")).some((it) => it.msg === "job failed" && it.job === "ingest-order"), { seconds: 30 });
  await test.owner.query("ALTER TABLE orders_away RENAME TO orders");

  const web = await linesOf("web");
  expect(web).toContainEqual(expect.objectContaining({ msg: "webhook", shop: stack.domain, webhookId: expect.any(String) }));
  expect(web).toContainEqual(expect.objectContaining({ msg: "request failed", shop: stack.domain, path: "/app/customers/(removed)" }));
  const jobs = (await linesOf("worker")).filter((it) => it.job !== undefined);
  expect(jobs.filter((it) => it.shopId === undefined && it.job !== "tend-shops" && it.job !== "reconcile-shops")).toEqual([]);

  const tokens = inShopify("token").flatMap((it) => [it.accessToken, it.refreshToken]);
  const { apiSecret, tokenKey } = JSON.parse(await readFile(join(stack.folder, "secrets.json"), "utf8"));
  const people = customers.flatMap((it) => [it.email, it.phone, `${it.firstName} ${it.lastName}`]);
  const secrets = [...tokens, apiSecret, tokenKey, ...seen.map((it) => it.token), broken.token, ...people].filter((it) => it !== null).map(String);
  expect(secrets.length).toBeGreaterThan(100);
  const logs = (await logOf("web")) + (await logOf("worker"));
  const shown = secrets.filter((it) => logs.includes(it) || logs.includes(encodeURIComponent(it)));
  expect(shown).toEqual([]);
  expect(logs).not.toMatch(/customers?[/ ]\d|shopify\/(Customer|Order)\/\d/i);
  expect(logs).not.toMatch(/id_token=(?!\(removed\))|hmac=(?!\(removed\))|eyJ[\w-]+\.eyJ/);
}, 120_000);
