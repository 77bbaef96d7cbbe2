import { beforeEach, describe, expect, it } from "vitest";
import { pruneShop } from "#app/compliance/prune-shop.repo.server.ts";
import { RETENTION } from "#app/compliance/retention.ts";
import { tendShop } from "#app/compliance/tend-shop.server.ts";
import { NIGHT, tendShops } from "#app/compliance/tend-shops.server.ts";
import { withShop } from "#app/db/with-shop.server.ts";
import { TRAITS_VERSION } from "#app/orders/order-traits.ts";
import { requestImport } from "#app/orders/request-import.server.ts";
import { noteUnreadOrder } from "#app/orders/unread-orders.repo.server.ts";
import { fillEveryTable, tablesWith } from "../support/fill-every-table.ts";
import { useTestDatabase } from "../support/test-database.ts";
import { emptyQueue, waitingJobs } from "../support/waiting-jobs.ts";

const test = useTestDatabase();
const NOW = new Date("2026-11-21T01:00:00Z");
const daysAgo = (days: number) => new Date(NOW.getTime() - days * 86_400_000);
let [mine, theirs] = [0n, 0n];

beforeEach(async () => {
  await test.owner.query("DELETE FROM shops");
  await emptyQueue(test.owner);
  const create = (domain: string, change: object = {}) =>
    test.db.prisma.shop.create({ data: { domain, currency: "GBP", timeZone: "Europe/London", scopes: [], installedAt: daysAgo(900), ...change } });
  mine = (await create("mine.myshopify.com")).id;
  theirs = (await create("theirs.myshopify.com", { uninstalledAt: daysAgo(1) })).id;
});

/** Rows of both shops, one a time given. */
async function insert(table: string, columns: Record<string, string>, times: Record<string, (Date | null)[]>): Promise<void> {
  for (const shop of [mine, theirs]) {
    for (let row = 0; row < Object.values(times)[0]!.length; row += 1) {
      const dates = Object.values(times).map((dates) => dates[row]);
      const names = ["shop_id", ...Object.keys(columns), ...Object.keys(times)];
      const values = [shop, ...Object.values(columns).map((it) => it.replace("#", String(row))), ...dates];
      await test.owner.query(`INSERT INTO ${table} (${names.map((it) => `"${it}"`).join()}) VALUES (${names.map((_, index) => `$${index + 1}`).join()})`, values);
    }
  }
}

const left = async (table: string, column: string, shop = mine) =>
  (await test.owner.query(`SELECT ${column} AS it FROM ${table} WHERE shop_id = $1 ORDER BY 1`, [shop])).rows.map((row) => row.it);

/** Tables that grow with time, and are bounded (below); the others hold what is so now, and grow with the shop alone. */
const BOUNDED = [
  "customer_accesses", "customer_files", "data_requests", "gone_orders", "imports", "reconciliations", "score_runs", "segment_flows", "segment_moves", "shopify_limits", "webhook_deliveries", "write_runs", "written_before",
];
const AS_LARGE_AS_THE_SHOP = [
  // Rows of the run that is current; those of one that was cut off go.
  "customer_scores", "cohort_groups",
  // One a customer, an order, a product, a merge, a wish, an erasure, a session; of a round under way.
  "bulk_writes", "customer_merges", "customer_opt_outs", "customer_origins", "customer_writes", "erasures", "hand_changes", "orders", "planned_writes", "products", "shop_sessions", "unread_orders",
  // One a customer who is scored while a run is under way, which takes them.
  "scored_meanwhile",
  // One a tag.
  "segment_reach", "shopify_segments",
  // One a shop; a list's views that the merchant saves, of which there is a limit.
  "setup_guides", "customer_views",
  // One a month and channel that the merchant notes.
  "acquisition_spends",
  // As many as the files have, which are bounded.
  "file_parts",
  // One a change that the merchant makes.
  "cost_changes", "segment_definitions",
];

describe("pruning", () => {
  it("is thought of for every table", async () => {
    const thoughtOf = new Set([...BOUNDED, ...AS_LARGE_AS_THE_SHOP]);
    const tables = (await tablesWith(test.owner, /^shop_id$/)).map((it) => it.table);
    expect(tables.filter((table) => !thoughtOf.has(table))).toEqual([]);
  });

  it.each(BOUNDED)("leaves of %s no row that is ten years old but the newest", async (table) => {
    await fillEveryTable(test.owner, mine, 1n, 1n);
    await fillEveryTable(test.owner, mine, 2n, 2n);
    const { rows: times } = await test.owner.query("SELECT column_name AS name FROM information_schema.columns WHERE table_name = $1 AND udt_name = 'timestamptz'", [table]);
    const set = times.map(({ name }) => `"${name}" = $1`).join();
    await test.owner.query(`UPDATE ${table} SET ${set}`, [daysAgo(3650)]);
    const kept = { imports: RETENTION.imports, reconciliations: RETENTION.reconciliations, score_runs: RETENTION.scoreRuns, write_runs: 1 }[table] ?? 0;
    await prune();
    const { rowCount } = await test.owner.query(`SELECT 1 FROM ${table} WHERE shop_id = $1`, [mine]);
    expect(rowCount).toBe(Math.min(2, kept));
  });

  const prune = () => pruneShop(test.db, mine, NOW);

  it.each([
    ["webhook_deliveries", "received_at", RETENTION.webhookDeliveryDays, { webhook_id: "w#", topic: "t" }],
    ["segment_moves", "moved_at", RETENTION.segmentMoveDays, { customer_id: "1", dimension: "value", from: "a", to: "b" }],
    ["segment_flows", "since", RETENTION.segmentFlowDays, { run_id: "#", sorting: "{}", after: "0", carried_to: "0", value: "[]", stage: "[]" }],
    ["gone_orders", "seen_at", RETENTION.goneOrderDays, { order_id: "#" }],
    ["data_requests", "requested_at", RETENTION.dataRequestDays, { customer_id: "1", answer: "{}" }],
  ])("removes %s by age, and another shop's not", async (table, column, days, columns) => {
    const times = [daysAgo(days - 1), daysAgo(days + 1)];
    await insert(table, columns, { [column]: times });
    await prune();
    await prune();
    expect(await left(table, column)).toEqual([times[0]]);
    expect(await left(table, column, theirs)).toHaveLength(2);
  });

  it("removes what staff might do a while ago, and never the shop's own session", async () => {
    await insert("shop_sessions", { id: "mine.myshopify.com_4#", sealed: "x" }, { exchanged_at: [daysAgo(1), daysAgo(RETENTION.staffSessionDays + 1)] });
    await insert("shop_sessions", { id: "offline_mine#.myshopify.com", sealed: "x" }, { exchanged_at: [daysAgo(3650)] });
    await prune();
    expect(await left("shop_sessions", "id")).toEqual(["mine.myshopify.com_40", "offline_mine0.myshopify.com"]);
  });

  it("removes more rows than one statement takes", async () => {
    await test.owner.query(
      "INSERT INTO webhook_deliveries (shop_id, webhook_id, topic, received_at) SELECT $1, 'w' || g, 't', $2 FROM generate_series(1, 10001) g",
      [mine, daysAgo(90)],
    );
    await prune();
    expect(await left("webhook_deliveries", "webhook_id")).toEqual([]);
  });

  it("keeps the newest write run whatever its age, and one that is under way", async () => {
    const finished = [daysAgo(300), daysAgo(200), null];
    await insert("write_runs", { customers_total: "0" }, { started_at: [daysAgo(300), daysAgo(200), daysAgo(150)], finished_at: finished });
    await prune();
    expect(await left("write_runs", "finished_at")).toEqual([daysAgo(200), null]);
  });

  it("keeps what stood before the newest runs, of which each can be undone, and whom an undo has left alone", async () => {
    await test.owner.query(
      `INSERT INTO write_runs (shop_id, id, started_at, finished_at, customers_total, customers_done, undoable, undone_by)
       SELECT $1, 100 + g, $2::timestamptz - interval '1 day' * (9 - g), $2, 1, CASE WHEN g = 5 THEN 0 ELSE 1 END, g < 8, CASE WHEN g = 8 THEN 999 END FROM generate_series(1, 8) g`,
      [mine, daysAgo(0)],
    );
    await test.owner.query("INSERT INTO written_before SELECT $1, 1, 100 + g, '{}', '{}', true, $2 FROM generate_series(1, 8) g", [mine, NOW]);
    const undoable = async () => (await test.owner.query("SELECT id::int FROM write_runs WHERE undoable ORDER BY id")).rows.map(({ id }) => id);
    await test.owner.query("UPDATE shops SET writing = 'undoing' WHERE id = $1", [mine]);
    await prune();
    expect(await left("written_before", "write_run_id::int")).toHaveLength(8);
    await test.owner.query("UPDATE shops SET writing = 'on' WHERE id = $1", [mine]);
    await prune();
    // 105 wrote to nobody, 108 is undone: of five that wrote, the eldest is 103.
    expect(await left("written_before", "write_run_id::int")).toEqual([103, 104, 105, 106, 107, 108]);
    expect(await undoable()).toEqual([103, 104, 105, 106, 107]);
    await pruneShop(test.db, mine, new Date(NOW.getTime() + RETENTION.undoDays * 86_400_000));
    expect(await left("written_before", "write_run_id")).toEqual([]);
    expect(await undoable()).toEqual([]);
  });

  it("keeps the newest score runs, and clears away what was cut off with the rows it had written", async () => {
    await test.owner.query(
      `INSERT INTO score_runs (shop_id, started_at, finished_at, observation_end, currency, horizon_days, annual_discount_rate)
       SELECT $1, $2, CASE WHEN g <= 402 THEN $2::timestamptz END, '2026-01-01', 'GBP', 365, 0.1 FROM generate_series(1, 404) g`,
      [mine, daysAgo(2)],
    );
    await test.owner.query("UPDATE score_runs SET started_at = $1 WHERE id = (SELECT max(id) FROM score_runs)", [NOW]);
    const runs = await left("score_runs", "id");
    await test.owner.query(
      `INSERT INTO customer_scores (shop_id, run_id, customer_id, scored_day, orders_count, purchases, frequency, recency_days, age_days,
         first_order_day, last_order_day, expected_orders, historic_value_minor, predicted_value_minor, lifetime_value_minor, value_tier, stage)
       SELECT $1::bigint, run, 1, '2026-01-01', 1, 1, 0, 0, 1, '2026-01-01', '2026-01-01', 0, 1, 0, 1, 'low', 'new'
       FROM unnest($2::bigint[]) run`,
      [mine, runs.slice(-3)],
    );
    await prune();
    expect(await left("score_runs", "id")).toEqual([...runs.slice(2, 402), runs[403]]);
    expect(await left("customer_scores", "run_id")).toEqual([runs[401], runs[403]]);
  });

  it("keeps the newest imports", async () => {
    const times = Array.from({ length: 23 }, (_, row) => daysAgo(100 - row));
    await insert("imports", { status: "done" }, { started_at: times, updated_at: times, finished_at: times });
    await prune();
    expect(await left("imports", "started_at")).toEqual(times.slice(3));
  });

  it("keeps the last import that was done, however many have failed since", async () => {
    const times = Array.from({ length: 30 }, (_, row) => daysAgo(100 - row));
    await insert("imports", { status: "failed" }, { started_at: times, updated_at: times, finished_at: times });
    await test.owner.query("UPDATE imports SET status = 'done' WHERE started_at = ANY ($1)", [[times[2], times[4]]]);
    await prune();
    expect(await left("imports", "started_at")).toEqual([times[4], ...times.slice(10)]);
  });

  it("forgets a refusal that is about nothing any more", async () => {
    await insert("customer_writes", { customer_id: "#", metafields: "{}", pending: "false", error: "Customer is locked" }, { written_at: [daysAgo(40), daysAgo(3)] });
    await prune();
    expect(await left("customer_writes", "error")).toEqual(["Customer is locked", null]);
  });
});

describe("each night", () => {
  it("gives every shop its turn, spread over the hours", async () => {
    await tendShops({ db: test.db });
    const { rows } = await test.owner.query("SELECT key, extract(epoch FROM run_at - now())::float AS wait FROM graphile_worker.jobs ORDER BY run_at");
    expect(rows.map((it) => it.key)).toEqual([`tend-shop:${mine}`, `tend-shop:${theirs}`]);
    expect(rows[1].wait - rows[0].wait).toBeGreaterThan(NIGHT.seconds / 2 - 60);
  });

  it("tries again what could not be read, has the shop scored, and leaves one that has left at rest", async () => {
    const tended: bigint[] = [];
    for (const shop of [mine, theirs]) {
      await noteUnreadOrder(test.db, { shopId: shop, orderId: 5n }, "no answer", daysAgo(1));
      await tendShop({ db: test.db, clock: () => NOW }, { shopId: String(shop) }, { onTended: async (_tx, id) => void tended.push(id) });
    }
    expect(tended).toEqual([mine]);
    expect(await waitingJobs(test.owner)).toEqual([
      { name: "refresh-shop", payload: { shopId: String(mine) } },
      { name: "ingest-order", payload: { shopId: String(mine), orderId: "5" } },
    ]);
  });

  it("takes up an import whose job died with its worker", async () => {
    const tend = () => tendShop({ db: test.db, clock: () => NOW }, { shopId: String(mine) }, { onTended: async () => {} });
    await requestImport({ db: test.db, clock: () => NOW }, mine);
    await test.owner.query("UPDATE graphile_worker._private_jobs SET attempts = max_attempts");
    await tend();
    await tend();
    const { rows } = await test.owner.query("SELECT key, attempts FROM graphile_worker._private_jobs WHERE attempts < max_attempts AND key LIKE 'import%'");
    expect(rows).toEqual([{ key: `import-orders:${mine}`, attempts: 0 }]);
  });

  describe("of a shop that counts in another currency", () => {
    const began = (ago: number, change: object = {}) =>
      withShop(test.db, mine, (tx) =>
        tx.import.create({ data: { shopId: mine, status: "failed", traitsVersion: TRAITS_VERSION, startedAt: daysAgo(ago), updatedAt: daysAgo(ago), finishedAt: daysAgo(ago), ...change } }));
    /** Whether the night asks for its orders. */
    const asks = async () => {
      await tendShop({ db: test.db, clock: () => NOW }, { shopId: String(mine) }, { onTended: async () => {} });
      return (await left("imports", "status")).includes("requested");
    };

    beforeEach(() => test.owner.query("UPDATE shops SET currency_since = $1 WHERE id = $2", [daysAgo(60), mine]));

    it("asks for the orders again where the import failed or was stopped, and once only", async () => {
      await began(0.3);
      expect(await asks()).toBe(true);
      await asks();
      expect(await left("imports", "status")).toEqual(["failed", "requested"]);
    });

    it("leaves more days between one failure and the next try each time, a week at most", async () => {
      const firstNight = async (failures: number) => {
        for (let night = 0; ; night += 1) {
          await test.owner.query("DELETE FROM imports");
          for (let failed = 0; failed < failures; failed += 1) await began(night + 0.3 + failures - 1 - failed);
          if (await asks()) return night;
        }
      };
      const nights: number[] = [];
      for (const failures of [1, 2, 3, 4, 15]) nights.push(await firstNight(failures));
      expect(nights).toEqual([0, 1, 3, 6, 6]);
    });

    it("takes what Shopify broke off and what followed for one try", async () => {
      for (let restarts = 0; restarts < 4; restarts += 1) await began(0.3, { restarts });
      expect(await asks()).toBe(true);
    });

    it("rests once they were read, while they are being read, and where none was asked for before", async () => {
      await began(3, { status: "done" });
      await began(2);
      expect(await asks()).toBe(false);
      await test.owner.query("UPDATE imports SET status = 'loading', finished_at = NULL WHERE status = 'failed'");
      await test.owner.query("UPDATE imports SET status = 'failed' WHERE status = 'done'");
      expect(await asks()).toBe(false);
      await test.owner.query("UPDATE imports SET status = 'failed', finished_at = now(), started_at = $1", [daysAgo(90)]);
      await test.owner.query("UPDATE shops SET currency_since = NULL");
      expect(await asks()).toBe(false);
    });
  });

  describe("has the orders read anew, once, where they were read before a trait was added", () => {
    const finished = (status: string, traitsVersion: number, ago: number) =>
      withShop(test.db, mine, (tx) =>
        tx.import.create({ data: { shopId: mine, status, traitsVersion, startedAt: daysAgo(ago), updatedAt: daysAgo(ago), finishedAt: daysAgo(ago) } }));
    const requested = async () => {
      for (let night = 0; night < 2; night += 1) {
        await tendShop({ db: test.db, clock: () => NOW }, { shopId: String(mine) }, { onTended: async () => {} });
      }
      return (await left("imports", "status")).filter((status) => status === "requested").length;
    };

    it("and a later one failed", async () => {
      await finished("done", TRAITS_VERSION - 1, 9);
      await finished("failed", 0, 3);
      expect(await requested()).toBe(1);
      const { rows } = await test.owner.query("SELECT key FROM graphile_worker.jobs WHERE key LIKE 'import%'");
      expect(rows).toEqual([{ key: `import-orders:${mine}` }]);
    });

    it("and not where the newest import asked for them all", async () => {
      await finished("done", TRAITS_VERSION - 1, 9);
      await finished("done", TRAITS_VERSION, 3);
      expect(await requested()).toBe(0);
    });

    it("and not where there was never one that was done", async () => {
      await finished("failed", 0, 3);
      expect(await requested()).toBe(0);
    });
  });
});
