import { pipeline } from "node:stream/promises";
import pg from "pg";
import { from as copyFrom, to as copyTo } from "pg-copy-streams";
import { alignTable } from "#app/cli/align-table.ts";
import { storeCohorts } from "#app/insights/store-cohorts.server.ts";
import { storeOrigins } from "#app/insights/store-origins.server.ts";
import { storeOverview } from "#app/insights/store-overview.server.ts";
import { storeSplits } from "#app/insights/store-splits.repo.server.ts";
import { enqueue } from "#app/queue/enqueue.server.ts";
import { scoreShop } from "#app/segments/score-shop.server.ts";
import { measureWrites } from "#app/tags/measure-writes.server.ts";
import { writeCustomersJob } from "#app/tags/write-customers.job.ts";
import { benchDeps } from "./support/bench-deps.ts";
import { onLargeShop, TONIGHT } from "./support/large-shop.ts";
import { peakMegabytes } from "./support/peak-megabytes.ts";
import { type Step, watchStatements } from "./support/watch-statements.ts";

/** A night of a large shop, until it is known whom to write to, and the jobs that a run leaves for after it. */
export function bench(size?: string): Promise<void> {
  return onLargeShop(import.meta.filename, size);
}

async function measure(url: string, shopId: bigint): Promise<void> {
  const deps = benchDeps(url, TONIGHT);
  const watch = watchStatements(deps.db.pool);
  const start = performance.now();
  await scoreShop(deps, { shopId: String(shopId) }, {
    onScored: async (tx) => {
      await storeSplits(tx, shopId);
      await enqueue(tx, writeCustomersJob, { shopId: String(shopId) });
    },
  });
  const scored = performance.now();
  const steps = watch();
  const { changes } = await measureWrites(deps, shopId);
  const found = performance.now();
  const peakOfNight = peakMegabytes();
  await storeCohorts(deps, { shopId: String(shopId) });
  const gathered = performance.now();
  await storeOverview(deps, { shopId: String(shopId) });
  const overlooked = performance.now();
  await storeOrigins(deps, { shopId: String(shopId) });
  const placed = performance.now();
  const peak = peakMegabytes();
  await deps.db.close();
  const { customers, floor } = await measureFloor(url);

  const rate = (from: number, to: number) => {
    const seconds = (to - from) / 1000;
    return `${seconds.toFixed(1)} s, ${Math.round(customers / seconds).toLocaleString("en")} customers/s, ${(seconds / floor).toFixed(1)} x floor`;
  };
  console.log([
    ...describeSteps(steps),
    `scoring: ${rate(start, scored)}`,
    `finding whom to write to: ${rate(scored, found)}; ${changes.customers.toLocaleString("en")} customers are to be written to`,
    `the night: ${rate(start, found)}, peak ${Math.round(peakOfNight)} MB (PostgreSQL's own memory not counted)`,
    `after it, adding up cohorts: ${rate(found, gathered)}`,
    `working out the overview: ${rate(gathered, overlooked)}`,
    `noting where customers came from, for the first time: ${rate(overlooked, placed)}; peak until then ${Math.round(peak)} MB`,
    `floor: ${floor.toFixed(1)} s to add up the orders and to copy the scores into a table without an index`,
  ].join("\n"));
}

/** What takes at least a hundredth of the whole. */
function describeSteps(steps: readonly Step[]): string[] {
  const whole = steps.reduce((sum, { seconds }) => sum + seconds, 0);
  const rows = steps.filter(({ seconds }) => seconds >= whole / 100).map(({ what, times, seconds, peakMegabytes, heapMegabytes }) =>
    [what, times > 1 ? `${times} x` : "", `${seconds.toFixed(2)} s`, `${Math.round(peakMegabytes)} MB peak`, `${Math.round(heapMegabytes)} MB heap`],
  );
  return alignTable([["", "", "", "", ""], ...rows]).slice(1).map((line) => `  ${line}`);
}

/** What no nightly job can do without. */
async function measureFloor(url: string): Promise<{ customers: number; floor: number }> {
  const [from, to] = [new pg.Client({ connectionString: url }), new pg.Client({ connectionString: url })];
  await Promise.all([from.connect(), to.connect()]);
  await to.query("CREATE TABLE floor (LIKE customer_scores INCLUDING GENERATED)");
  const start = performance.now();
  await from.query("SELECT count(*), sum(net_minor) FROM orders");
  await pipeline(from.query(copyTo("COPY customer_scores TO STDOUT")), to.query(copyFrom("COPY floor FROM STDIN")));
  const floor = (performance.now() - start) / 1000;
  const { rows } = await to.query<{ count: number }>("SELECT count(*)::integer AS count FROM floor");
  await Promise.all([from.end(), to.end()]);
  return { customers: rows[0]!.count, floor };
}

if (import.meta.main) await measure(process.argv[2]!, BigInt(process.argv[3]!));
