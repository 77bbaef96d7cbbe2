import { expect } from "vitest";
import { query } from "./mortal-postgres.ts";
import type { MortalStack } from "./mortal-stack.ts";
import { OF_A_SHOP } from "./rounds.ts";

/** What the app knows and what stands in Shopify, without what depends on when it was worked and on how often it was tried. */
export async function readEndState({ databaseUrl, sandbox }: MortalStack) {
  const read = async (sql: string) => JSON.parse(JSON.stringify(await query(databaseUrl, sql), withoutLastDigits)) as unknown[];
  return {
    ledger: await read(`
      SELECT name, to_jsonb(o) - '{id,name,shop_id,processed_at,updated_at,read_at,cancelled_at}'::text[] AS order FROM orders o ORDER BY name, customer_id, net_minor`),
    products: await read("SELECT id, title FROM products ORDER BY id"),
    scores: await read(`
      SELECT to_jsonb(s) - '{shop_id,run_id}'::text[] AS score FROM customer_scores s JOIN shops ON current_run_id = run_id ORDER BY customer_id`),
    // Who has come is among the scores. Whether a move tells of it depends on how the work falls, by a run or by an event:
    // whom the first run finds has not moved. That nobody comes twice is asked below.
    moves: await read("SELECT customer_id, dimension, \"from\", \"to\", count(*)::int AS times FROM segment_moves WHERE \"from\" IS NOT NULL AND \"to\" IS NOT NULL GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4"),
    writes: await read("SELECT customer_id, tags, metafields, pending, error FROM customer_writes ORDER BY customer_id"),
    inShopify: [...sandbox.store.customers.values()].map(({ id, tags }) => ({
      id,
      tags: tags.toSorted(),
      metafields: sandbox.store.metafieldsOf("CUSTOMER", id).map(({ key, value }) => `${key}=${value}`).sort(),
    })),
  };
}

const MOST_SHOWN = 20;

type EndState = Awaited<ReturnType<typeof readEndState>>;

/** Every row that is in one of the two ends alone, the first of them. */
export function differencesOf(calm: EndState, disturbed: EndState): string[] {
  const [expected, found] = [rowsOf(calm), rowsOf(disturbed)];
  const missing = rowsBeside(expected, found).map((row) => `only undisturbed: ${row}`);
  const surplus = rowsBeside(found, expected).map((row) => `only disturbed: ${row}`);
  return [...missing, ...surplus].slice(0, MOST_SHOWN);
}

function rowsOf(end: EndState): string[] {
  return Object.entries(end).flatMap(([part, rows]) => rows.map((row) => `${part} ${JSON.stringify(row)}`));
}

/** A row that is there twice and in `others` once is beside them once. */
function rowsBeside(rows: string[], others: string[]): string[] {
  const left = new Map<string, number>();
  for (const row of others) left.set(row, (left.get(row) ?? 0) + 1);
  return rows.filter((row) => {
    const times = left.get(row) ?? 0;
    left.set(row, times - 1);
    return times <= 0;
  });
}

/** Sums in another order differ in their last digits. */
function withoutLastDigits(_key: string, value: unknown): unknown {
  return typeof value === "number" ? Number(value.toPrecision(12)) : value;
}

/** Whatever was interrupted is at its end, and nothing is in the way of what comes next. */
export async function expectNothingLeftOver({ databaseUrl, sandbox }: MortalStack): Promise<void> {
  const left = await query<Record<string, unknown>>(
    databaseUrl,
    `SELECT (SELECT count(*) FROM graphile_worker._private_jobs WHERE ${OF_A_SHOP}) AS jobs,
       (SELECT count(*) FROM graphile_worker._private_job_queues WHERE locked_at IS NOT NULL) AS locked_lines,
       (SELECT count(*) FROM customer_writes WHERE pending OR in_bulk) AS pending_marks,
       (SELECT count(*) FROM planned_writes) AS planned, (SELECT count(*) FROM bulk_writes) AS bulk,
       (SELECT count(*) FROM imports WHERE status <> 'done') AS imports,
       (SELECT count(*) FROM write_runs WHERE finished_at IS NULL) AS write_runs, (SELECT count(*) FROM unread_orders) AS unread,
       (SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND state LIKE 'idle in transaction%') AS transactions`,
  );
  expect(left).toEqual([{ jobs: "0", locked_lines: "0", pending_marks: "0", planned: "0", bulk: "0", imports: "0", write_runs: "0", unread: "0", transactions: "0" }]);
  const cameTwice = `
    SELECT customer_id, dimension FROM (
      SELECT customer_id, dimension, "from", row_number() OVER own AS place, lag("from") OVER own AS before FROM segment_moves WINDOW own AS (PARTITION BY customer_id, dimension ORDER BY id)
    ) AS move WHERE place > 1 AND "from" IS NULL AND before IS NULL`;
  expect(await query(databaseUrl, cameTwice)).toEqual([]);
  // What was answered with 200 must have been stored; what was not has been sent again until it was.
  const sent = sandbox.webhooks.log();
  expect(sent.filter((it) => it.state !== "DELIVERED")).toEqual([]);
  const stored = await query<{ webhook_id: string }>(databaseUrl, "SELECT webhook_id FROM webhook_deliveries");
  const known = new Set(stored.map((it) => it.webhook_id));
  const recent = sent.filter((it) => Date.parse(it.triggeredAt) > sandbox.clock.now() - 86_400_000);
  expect(recent.filter((it) => !known.has(it.webhookId)).map((it) => it.topic)).toEqual([]);
}
