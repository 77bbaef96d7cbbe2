import pg from "pg";
import { measureWrites } from "#app/tags/measure-writes.server.ts";
import { benchDeps } from "./support/bench-deps.ts";
import { onLargeShop, TONIGHT } from "./support/large-shop.ts";
import { peakMegabytes } from "./support/peak-megabytes.ts";

const CHANGES = [
  { who: "nobody", sql: "false" },
  { who: "every twentieth customer", sql: "customer_id % 20 = 0" },
  { who: "everybody", sql: "true" },
];

/** The difference of what is wanted and what is written, where more and more customers are to get another tag. */
export function bench(size?: string): Promise<void> {
  return onLargeShop(import.meta.filename, size);
}

async function measure(url: string, shopId: bigint): Promise<void> {
  const deps = benchDeps(url, TONIGHT);
  const owner = new pg.Client({ connectionString: url });
  await owner.connect();
  for (const { who, sql } of CHANGES) {
    await owner.query(`UPDATE customer_writes SET tags = '{clv:value-vip,clv:stage-of-before}' WHERE shop_id = $1 AND ${sql}`, [shopId]);
    await owner.query("VACUUM ANALYZE customer_writes");
    const floor = await secondsOf(() => owner.query(`SELECT sum(length(s::text) + length(w::text)) ${BOTH_SIDES}`, [shopId]));
    let total = 0;
    const seconds = await secondsOf(async () => ({ changes: { customers: total } } = await measureWrites(deps, shopId)));
    console.log(
      `${who}: ${total.toLocaleString("en")} differ, found in ${seconds.toFixed(1)} s, ${(seconds / floor).toFixed(1)} x floor ` +
        `(${floor.toFixed(1)} s to put both sides into text), peak ${Math.round(peakMegabytes())} MB (PostgreSQL's own memory not counted)`,
    );
  }
  await owner.end();
  await deps.db.close();
}

const BOTH_SIDES = "FROM customer_scores s JOIN customer_writes w USING (shop_id, customer_id) WHERE shop_id = $1";

async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

if (import.meta.main) await measure(process.argv[2]!, BigInt(process.argv[3]!));
