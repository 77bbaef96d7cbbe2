import { createReadStream, createWriteStream } from "node:fs";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import pg from "pg";
import type { Deps } from "#app/deps.server.ts";
import { splitLines } from "#app/orders/split-lines.ts";
import { DEFAULT_DEFINITION } from "#app/segments/definition.ts";
import { tagsInUse } from "#app/segments/tag-names.ts";
import { gid } from "#app/shopify/gid.ts";
import { measureWrites } from "#app/tags/measure-writes.server.ts";
import { takeStrays } from "#app/tags/take-strays.repo.server.ts";
import { benchDeps } from "./support/bench-deps.ts";
import { onLargeShop, TONIGHT } from "./support/large-shop.ts";
import { peakMegabytes } from "./support/peak-megabytes.ts";

const CHANGES = [
  { who: "nobody", sql: "false" },
  { who: "every twentieth customer", sql: "customer_id % 20 = 0" },
  { who: "everybody", sql: "true" },
];

/** What stood on a customer who is gone: in the end everybody carries one of these, and every thousandth the other, too, which is news. */
const STRAY = { tags: ["clv:stage-lost", "clv:value-vip"], oneIn: 1000, searchId: "of the bench" };

/**
 * The difference of what is wanted and what is written, where more and more customers are to get another tag; and how long it
 * takes to take in who carries the tags of somebody who is gone.
 */
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
  await measureStrays({ deps, owner, shopId });
  await owner.end();
  await deps.db.close();
}

type Measured = { deps: Deps; owner: pg.Client; shopId: bigint };

async function measureStrays({ deps, owner, shopId }: Measured): Promise<void> {
  const { tags, searchId } = STRAY;
  const folder = await mkdtemp(join(tmpdir(), "perennial-strays-"));
  const file = join(folder, "carriers.jsonl");
  await pipeline(Readable.from(carrierLines(owner, shopId)), createWriteStream(file));
  await owner.query("UPDATE shops SET stray_tags = $2, stray_search_id = $3 WHERE id = $1", [shopId, JSON.stringify([tags]), searchId]);
  const restored = tagsInUse(DEFAULT_DEFINITION).map(({ tag }) => tag);
  const seconds = await secondsOf(() => takeStrays(deps.db, shopId, { sets: [tags], searchId, restored }, TONIGHT, splitLines(createReadStream(file))));
  const { rowCount } = await owner.query("SELECT FROM customer_writes WHERE shop_id = $1 AND pending", [shopId]);
  console.log(
    `strays: a file of ${((await stat(file)).size / 1e6).toFixed(0)} MB taken in within ${seconds.toFixed(1)} s, ` +
      `${rowCount!.toLocaleString("en")} customers are to be written`,
  );
  await rm(folder, { recursive: true });
}

/** As Shopify would write them of whoever carries one of the stray tags. */
async function* carrierLines(owner: pg.Client, shopId: bigint): AsyncGenerator<string> {
  for (let after = "0"; ; ) {
    const { rows } = await owner.query<{ id: string; tags: string[] }>(CARRIERS, [shopId, after, STRAY.tags, STRAY.oneIn]);
    if (rows.length === 0) return;
    yield rows.map(({ id, tags }) => `${JSON.stringify({ id: gid("Customer", BigInt(id)), tags: ["newsletter", ...tags] })}\n`).join("");
    after = rows.at(-1)!.id;
  }
}

const CARRIERS = `
  SELECT customer_id AS id, CASE WHEN customer_id % $4 = 0 THEN tags || $3::text[] ELSE tags END AS tags
  FROM customer_writes WHERE shop_id = $1 AND customer_id > $2 AND (tags && $3::text[] OR customer_id % $4 = 0)
  ORDER BY customer_id LIMIT 20000`;

const BOTH_SIDES = "FROM customer_scores s JOIN customer_writes w USING (shop_id, customer_id) WHERE shop_id = $1";

async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

if (import.meta.main) await measure(process.argv[2]!, BigInt(process.argv[3]!));
