import { execFile } from "node:child_process";
import { createReadStream } from "node:fs";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { promisify } from "node:util";
import pg from "pg";
import { MEMORY_ENVIRONMENT, MEMORY_OPTIONS } from "../../scripts/memory-options.ts";
import { addShop } from "./fill-shop.ts";
import type { Measured } from "./measure-backfill.ts";
import { startDatabase } from "./start-database.ts";
import { writeBulkFile } from "./write-bulk-file.ts";

const REACH = { timesFloor: 3, megabytes: 512, timesFlat: 1.25 };

/** Reads a bulk file of so many orders into an empty shop, and one of a tenth: an order must not cost more in the larger. */
export async function measureBackfill(orders: number): Promise<void> {
  const { url, stop } = await startDatabase();
  const folder = await mkdtemp(join(tmpdir(), "perennial-bench-"));
  try {
    const small = await backfill(url, folder, orders / 10);
    const large = await backfill(url, folder, orders);
    const each = large.load.seconds / orders / (small.load.seconds / (orders / 10));
    const timesFloor = large.load.seconds / large.floor.seconds;
    const isReached = timesFloor <= REACH.timesFloor && large.load.megabytes < REACH.megabytes && each <= REACH.timesFlat;
    console.log(`an order costs ${each.toFixed(2)} times as much in the larger file`);
    console.log(`${isReached ? "reached" : "NOT reached"}: ${REACH.timesFloor} x floor at most, under ${REACH.megabytes} MB, ${REACH.timesFlat} times at most`);
  } finally {
    await stop();
    await rm(folder, { recursive: true });
  }
}

async function backfill(url: string, folder: string, orders: number): Promise<{ load: Measured; floor: Measured }> {
  const path = join(folder, `${orders}.jsonl`);
  await writeBulkFile(path, orders);
  const owner = new pg.Client({ connectionString: url });
  await owner.connect();
  const shopId = await addShop(owner, `bench-${orders}.myshopify.com`);
  await owner.query("CHECKPOINT");
  await owner.end();
  const server = createServer((_request, response) => void pipeline(createReadStream(path), response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const load = await run("load", url, String(shopId), path, address);
  const floor = await run("floor", url, String(shopId), path);
  server.close();
  const { size } = await stat(path);
  console.log([
    `${orders.toLocaleString("en")} orders of two lines each, ${Math.round(size / 1_000_000)} MB:`,
    `${load.seconds.toFixed(1)} s, ${Math.round(orders / load.seconds).toLocaleString("en")} orders/s,`,
    `${(load.seconds / floor.seconds).toFixed(2)} x floor (${floor.seconds.toFixed(1)} s), peak ${Math.round(load.megabytes)} MB`,
  ].join(" "));
  return { load, floor };
}

async function run(...args: string[]): Promise<Measured> {
  const script = new URL("./measure-backfill.ts", import.meta.url).pathname;
  const { stdout } = await promisify(execFile)(process.execPath, [...MEMORY_OPTIONS, script, ...args], { env: { ...process.env, ...MEMORY_ENVIRONMENT } });
  return JSON.parse(stdout) as Measured;
}
