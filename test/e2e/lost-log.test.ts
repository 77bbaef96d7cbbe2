import { afterAll, expect, it } from "vitest";
import { addressOf, type AppProcess, startApp } from "../support/app-process.ts";
import { eventually } from "../support/eventually.ts";
import { useTestDatabase } from "../support/test-database.ts";
import { signWebhook } from "../webhooks/sign-webhook.ts";

const test = useTestDatabase();
const SHOP = "herbs.myshopify.com";
const running: AppProcess[] = [];

afterAll(() => {
  for (const { child } of running) child.kill("SIGKILL");
});

it("web and worker work on, and end when they are told, though nobody reads their log any more", async () => {
  await test.db.prisma.shop.create({ data: { domain: SHOP, scopes: [], installedAt: new Date("2026-01-01") } });
  const web = startApp("web", test.url);
  const worker = startApp("worker", test.url, { workerPort: 0 });
  running.push(web, worker);
  const [origin] = await Promise.all([web, worker].map(addressOf));
  for (const { child } of running) child.stdout!.destroy();

  for (let number = 1; number <= 20; number += 1) {
    const body = JSON.stringify({ shop_domain: SHOP, customer: { id: number } });
    const { headers, method } = signWebhook({ topic: "customers/data_request", shop: SHOP, body, id: `w-${number}` });
    expect((await fetch(`${origin}/webhooks`, { method, headers, body, signal: AbortSignal.timeout(10_000) })).status).toBe(200);
  }
  await eventually(async () => (await test.owner.query("SELECT 1 FROM data_requests")).rowCount === 20);
  for (const { child } of running) child.kill("SIGTERM");
  expect(await Promise.all(running.map(({ ended }) => ended))).toEqual([[0, null], [0, null]]);
}, 90_000);
