import { beforeEach, describe, expect, it } from "vitest";
import { withShop } from "#app/db/with-shop.server.ts";
import { handlersOf } from "#app/job-handlers.server.ts";
import { measureReach } from "#app/reach/measure-reach.server.ts";
import { readReach } from "#app/reach/reach.repo.server.ts";
import { DEFAULT_DEFINITION } from "#app/segments/definition.ts";
import type { Stage } from "#app/segments/stage.ts";
import type { ValueTier } from "#app/segments/value-tier.ts";
import type { CustomerRecord } from "#sandbox/store/model.ts";
import { putCustomer, switchToRun } from "../tags/shop-with-scores.ts";
import { useShopWithScores } from "../tags/use-shop-with-scores.ts";

const { test, shopify, shop, deps, writeAll, waitingJobs } = useShopWithScores();
const measure = () => measureReach(deps, { shopId: String(shop.id) });
const read = async () => Object.fromEntries((await withShop(test.db, shop.id, (tx) => readReach(tx, shop.id))).map(({ tag, ...it }) => [tag, it]));

type Consents = Pick<CustomerRecord, "emailConsent" | "smsConsent">;

async function add(customers: ({ valueTier: ValueTier; stage: Stage } & Consents)[]): Promise<void> {
  const { sandbox } = shopify;
  for (const [index, { emailConsent, smsConsent }] of customers.entries()) {
    putCustomer(sandbox, 1 + index);
    sandbox.store.customers.put({ ...sandbox.store.customers.require(1 + index), emailConsent, smsConsent });
  }
  await switchToRun(test.db, shop.id, customers.map(({ valueTier, stage }, index) => ({ customerId: BigInt(1 + index), valueTier, stage })));
}

beforeEach(async () => {
  await test.owner.query("TRUNCATE segment_reach");
  await add([
    { valueTier: "vip", stage: "active", emailConsent: "SUBSCRIBED", smsConsent: "SUBSCRIBED" },
    { valueTier: "vip", stage: "lost", emailConsent: "SUBSCRIBED", smsConsent: "NOT_SUBSCRIBED" },
    { valueTier: "low", stage: "lost", emailConsent: "UNSUBSCRIBED", smsConsent: "SUBSCRIBED" },
  ]);
});

it("counts, tag by tag, who carries it and who of them has subscribed", async () => {
  await measure();
  expect((await read())["clv:value-vip"]).toMatchObject({ customers: 0, email: 0, sms: 0 });
  await writeAll();
  await measure();
  const reach = await read();
  expect(Object.keys(reach)).toHaveLength(10);
  const lookedAt = expect.any(Date) as Date;
  expect(reach).toMatchObject({
    "clv:value-vip": { customers: 2, email: 2, sms: 1, lookedAt },
    "clv:value-low": { customers: 1, email: 0, sms: 1 },
    "clv:value-mid": { customers: 0, email: 0, sms: 0 },
    "clv:stage-lost": { customers: 2, email: 1, sms: 1 },
  });
});

it("follows consents, and forgets a tag that is not written any more", async () => {
  await writeAll();
  await measure();
  const { customers } = shopify.sandbox.store;
  customers.put({ ...customers.require(1), emailConsent: "UNSUBSCRIBED" });
  const onlyValue = { ...DEFAULT_DEFINITION, stage: { ...DEFAULT_DEFINITION.stage, on: false } };
  await test.owner.query(`UPDATE score_runs SET borders = jsonb_set(borders, '{definition}', $1)`, [JSON.stringify(onlyValue)]);
  await measure();
  const reach = await read();
  expect(Object.keys(reach)).toHaveLength(5);
  expect(reach["clv:value-vip"]).toMatchObject({ customers: 2, email: 1 });
});

it("has nothing to count before the first run", async () => {
  await test.owner.query("UPDATE shops SET current_run_id = NULL");
  await measure();
  expect(await read()).toEqual({});
});

describe("where Shopify takes its time to count", () => {
  /** Works the job that waits, as the queue would; false where none does. */
  async function workOn(): Promise<boolean> {
    const { rows } = await test.owner.query<{ payload: unknown }>(
      `SELECT job.payload FROM graphile_worker._private_jobs AS job WHERE key = $1`, [`measure-reach:${shop.id}`],
    );
    if (!rows[0]) return false;
    await test.owner.query("SELECT graphile_worker.complete_jobs(array(SELECT id FROM graphile_worker.jobs))");
    await handlersOf(deps).find(({ job }) => job === "measure-reach")!.run(rows[0].payload, { isLast: false });
    return true;
  }

  it("looks again until all is counted; what is known already is there at once", async () => {
    await writeAll();
    await measure();
    const before = await read();
    await test.owner.query("UPDATE segment_reach SET customers = -1");
    const { sandbox } = shopify;
    sandbox.faults.add({ kind: "only-async", matching: "CountNow", next: 3 });
    await measure();
    expect(Object.values(await read()).filter(({ customers }) => customers === -1)).toHaveLength(3);
    expect(await workOn()).toBe(true);
    expect(Object.values(await read()).filter(({ customers }) => customers === -1)).toHaveLength(3);
    sandbox.clock.advance(10_000);
    expect(await workOn()).toBe(true);
    expect(await workOn()).toBe(false);
    const counts = (all: Awaited<ReturnType<typeof read>>) => Object.entries(all).map(([tag, { customers, email, sms }]) => [tag, customers, email, sms]).sort();
    expect(counts(await read())).toEqual(counts(before));
  });

  it("gives up a count that Shopify has forgotten, and counts anew when asked again", async () => {
    await writeAll();
    const { sandbox } = shopify;
    sandbox.faults.add({ kind: "only-async", matching: "CountNow", next: 10 });
    await measure();
    for (const { id } of sandbox.store.membersQueries.values()) sandbox.store.membersQueries.remove(id);
    expect(await workOn()).toBe(true);
    expect([await workOn(), await read()]).toEqual([false, {}]);
    await measure();
    expect(Object.keys(await read())).toHaveLength(10);
    expect(await waitingJobs()).not.toContain(`measure-reach:${shop.id}`);
  });
});
