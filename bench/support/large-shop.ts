import { spawn } from "node:child_process";
import { once } from "node:events";
import pg from "pg";
import { scoreShop } from "#app/segments/score-shop.server.ts";
import { MILLISECONDS_PER_DAY } from "#app/time/milliseconds-per-day.ts";
import { MEMORY_ENVIRONMENT, MEMORY_OPTIONS } from "../../scripts/memory-options.ts";
import { seededDice } from "../../test/clv/simulate-shop.ts";
import { benchDeps } from "./bench-deps.ts";
import { addOrders, addShop } from "./fill-shop.ts";
import { fillWritten } from "./fill-written.ts";
import { simulateOrders } from "./simulate-orders.ts";
import { startDatabase } from "./start-database.ts";

const CUSTOMERS = { usual: 1_000_000, least: 1000, most: 10_000_000 };
const HISTORY_DAYS = 730;
export const TONIGHT = new Date("2026-11-21T02:00:00Z");

/**
 * Runs a bench file upon a large shop, as `node FILE DATABASE-URL SHOP-ID`: in a process like the worker's, so that the
 * peak memory is not that of the filling.
 */
export async function onLargeShop(file: string, size = String(CUSTOMERS.usual)): Promise<void> {
  const customers = Number(size);
  if (!Number.isInteger(customers) || customers < CUSTOMERS.least || customers > CUSTOMERS.most) {
    throw new Error(`The number of customers is "${size}": ${CUSTOMERS.least} to ${CUSTOMERS.most} are allowed.`);
  }
  const { url, stop } = await startDatabase();
  try {
    const shopId = await fill(url, customers);
    const child = spawn(process.execPath, [...MEMORY_OPTIONS, file, url, String(shopId)], { stdio: "inherit", env: { ...process.env, ...MEMORY_ENVIRONMENT } });
    const [code] = await once(child, "exit");
    if (code !== 0) throw new Error(`${file} with ${customers} customers ended with exit code ${code}.`);
  } finally {
    await stop();
  }
}

/** Yesterday's run is there, everybody carries what it wants, and the orders of a day have come since. */
async function fill(url: string, customers: number): Promise<bigint> {
  const owner = new pg.Client({ connectionString: url });
  await owner.connect();
  const orders = simulateOrders(seededDice(1), customers, HISTORY_DAYS);
  const count = orders.day.length;
  const firstNew = orders.day.indexOf(HISTORY_DAYS);
  console.log(`${customers.toLocaleString("en")} customers, ${count.toLocaleString("en")} orders, ${(count - firstNew).toLocaleString("en")} of them since the night before`);

  const shopId = await addShop(owner, "bench.myshopify.com");
  const firstDay = Math.floor(TONIGHT.getTime() / MILLISECONDS_PER_DAY) - 1 - HISTORY_DAYS;
  await addOrders(owner, shopId, orders, { begin: 0, end: firstNew, firstDay });
  const yesterday = benchDeps(url, new Date(TONIGHT.getTime() - MILLISECONDS_PER_DAY));
  await scoreShop(yesterday, { shopId: String(shopId) }, { onScored: async () => {} });
  await fillWritten(yesterday.db, owner, shopId);
  await yesterday.db.close();
  await addOrders(owner, shopId, orders, { begin: firstNew, end: count, firstDay });
  await owner.query("VACUUM ANALYZE");
  await owner.query("CHECKPOINT");
  await owner.end();
  return shopId;
}
