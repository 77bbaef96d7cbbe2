import { setTimeout as sleep } from "node:timers/promises";
import { beforeAll, beforeEach, expect } from "vitest";
import { withShop } from "#app/db/with-shop.server.ts";
import type { Deps, FileDeps } from "#app/deps.server.ts";
import { DEFAULT_DEFINITION } from "#app/segments/definition.ts";
import { tagsInUse } from "#app/segments/tag-names.ts";
import { writeCustomers } from "#app/tags/write-customers.server.ts";
import { installApp, useSandbox } from "../support/sandbox.ts";
import { useTestDatabase } from "../support/test-database.ts";
import { buildTestDeps } from "../support/test-deps.ts";
import { FOREIGN_TAGS, putCustomer, switchToRun } from "./shop-with-scores.ts";

/** A shop in the sandbox with the app installed, empty before each test, and what a test looks at. */
export function useShopWithScores() {
  const test = useTestDatabase();
  const shopify = useSandbox({ plan: { bucket: 1_000_000, restoreRate: 1_000_000 } });
  const shop = {} as { id: bigint };
  const deps = {} as FileDeps;
  const passed = { ms: 0 };

  beforeAll(async () => {
    shop.id = await installApp(test, shopify);
    Object.assign(deps, buildTestDeps(test.db, shopify), { clock: () => new Date(shopify.clock().getTime() + passed.ms) });
  });

  beforeEach(async () => {
    passed.ms = 0;
    const { store } = shopify.sandbox;
    await test.owner.query("TRUNCATE planned_writes, bulk_writes, customer_writes, customer_scores, score_runs, write_runs, customer_merges, customer_opt_outs, hand_changes, written_before");
    await test.owner.query("UPDATE shops SET current_run_id = NULL, uninstalled_at = NULL, hand_changes = DEFAULT, cap_percent = DEFAULT, cap_customers = DEFAULT, writing = DEFAULT, writing_since = DEFAULT");
    // As if it were known that nobody carries tags of ours: test/tags/look-for-tags.test.ts begins before that.
    await test.owner.query("UPDATE shops SET sought_tags = $1", [tagsInUse(DEFAULT_DEFINITION).map(({ tag }) => tag)]);
    await test.owner.query("SELECT graphile_worker.complete_jobs(array(SELECT id FROM graphile_worker.jobs))");
    for (const { id } of store.customers.values()) {
      for (const field of store.metafieldsOf("CUSTOMER", id)) store.metafields.remove(field.id);
      store.customers.remove(id);
    }
  });

  const tagsOf = (id: bigint) => shopify.sandbox.store.customers.require(Number(id)).tags;
  const payload = () => ({ shopId: String(shop.id) });
  const lastRun = () => withShop(test.db, shop.id, (tx) => tx.writeRun.findFirstOrThrow({ orderBy: { id: "desc" } }));
  const failures = async () => {
    const open = await withShop(test.db, shop.id, (tx) => tx.writeRun.findFirst({ where: { finishedAt: null } }));
    return open?.failures ?? 0;
  };
  const readRows = () => withShop(test.db, shop.id, (tx) => tx.customerWrite.findMany({ orderBy: { customerId: "asc" } }));

  return {
    test,
    shopify,
    shop,
    deps,
    tagsOf,
    readRows,
    payload,
    lastRun,
    passDays: (days: number) => void (passed.ms += days * 86_400_000),
    metafieldsOf: (id: bigint) =>
      Object.fromEntries(shopify.sandbox.store.metafieldsOf("CUSTOMER", Number(id)).map(({ key, value }) => [key, value])),
    /** How long the run's next step waits from when it was asked for; null where there is none. */
    secondsToNextStep: async (): Promise<number | null> => {
      const { rows } = await test.owner.query<{ seconds: string }>(
        "SELECT extract(epoch FROM run_at - updated_at) AS seconds FROM graphile_worker.jobs WHERE key = $1",
        [`write-customers:${shop.id}`],
      );
      return rows[0] ? Number(rows[0].seconds) : null;
    },
    /** Takes one step of the run after the other, as the queue does, to its end or until a step fails. */
    writeAll: async (using: Deps = deps): Promise<void> => {
      const before = await failures();
      for (;;) {
        await writeCustomers(using, payload(), { onWritten: async () => {} });
        const { rowCount } = await test.owner.query(
          "SELECT graphile_worker.complete_jobs(array_agg(id)) FROM graphile_worker.jobs WHERE key = $1 HAVING count(*) > 0",
          [`write-customers:${shop.id}`],
        );
        const failed = await failures();
        // They are counted anew where another thing is in the way.
        if (rowCount === 0 || (failed > 0 && failed !== before)) return;
        await sleep(10);
      }
    },
    waitingJobs: async () => {
      const { rows } = await test.owner.query<{ key: string }>("SELECT key FROM graphile_worker.jobs ORDER BY key");
      return rows.map(({ key }) => key);
    },
    /** Customers with foreign tags in the sandbox, and a score each. */
    fill: async (count: number): Promise<bigint[]> => {
      const customers = Array.from({ length: count }, (_, index) => BigInt(1000 + index));
      for (const id of customers) putCustomer(shopify.sandbox, Number(id));
      await switchToRun(test.db, shop.id, customers.map((customerId) => ({ customerId })));
      return customers;
    },
    /** Nobody may carry anything else than this, whatever happened on the way. */
    expectAll: async (customers: bigint[], tags: string[]): Promise<void> => {
      for (const id of customers) expect(tagsOf(id).toSorted(), `customer ${id}`).toEqual([...FOREIGN_TAGS, ...tags].toSorted());
      const rows = await readRows();
      expect(rows.map(({ customerId }) => customerId)).toEqual(customers);
      for (const row of rows) {
        expect(row).toMatchObject({ pending: false, inBulk: false, error: null });
        expect(row.tags.toSorted()).toEqual(tags.toSorted());
      }
    },
  };
}
