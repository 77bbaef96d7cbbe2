import { expect, it } from "vitest";
import { RETENTION } from "#app/compliance/retention.ts";
import { tendShop } from "#app/compliance/tend-shop.server.ts";
import { useTestDatabase } from "../support/test-database.ts";

const test = useTestDatabase();
const NOW = new Date("2026-11-21T01:00:00Z");

const giveUp = async (shop: bigint, job: string, key: string, daysOld: number) => {
  await test.owner.query(
    "SELECT graphile_worker.add_job($1, json_build_object('shopId', $2::text, 'customerId', '5'), job_key => $3, flags => ARRAY['shop:' || $2::text])",
    [job, String(shop), key],
  );
  await test.owner.query(
    "UPDATE graphile_worker._private_jobs SET attempts = max_attempts, last_error = 'no', updated_at = now() - make_interval(days => $2) WHERE key = $1",
    [key, daysOld],
  );
};
const queue = async () =>
  (await test.owner.query("SELECT key, attempts < max_attempts AS alive FROM graphile_worker._private_jobs ORDER BY key")).rows.map((it) => [it.key, it.alive]);

it("jobs that the queue has given up go after a while, but what Shopify asks for once is tried again, also for a shop that has left", async () => {
  const create = (domain: string, uninstalledAt: Date | null) =>
    test.db.prisma.shop.create({ data: { domain, currency: "GBP", timeZone: "Europe/London", scopes: [], installedAt: NOW, uninstalledAt } });
  const { id: mine } = await create("mine.myshopify.com", null);
  const { id: theirs } = await create("theirs.myshopify.com", NOW);
  await giveUp(theirs, "ingest-order", "old", RETENTION.givenUpJobDays + 1);
  await giveUp(theirs, "ingest-order", "recent", RETENTION.givenUpJobDays - 1);
  for (const job of ["answer-data-request", "redact-customer", "redact-shop", "uninstall-shop"]) await giveUp(theirs, job, job, 40);
  await giveUp(mine, "ingest-order", "another shop's", 40);
  await tendShop({ db: test.db, clock: () => NOW }, { shopId: String(theirs) }, { onTended: async () => {} });
  expect(await queue()).toEqual([
    ["another shop's", false], ["answer-data-request", true], ["recent", false], ["redact-customer", true], ["redact-shop", true], ["uninstall-shop", true],
  ]);
});
