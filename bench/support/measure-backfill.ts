import { createReadStream } from "node:fs";
import { open, stat } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import pg from "pg";
import { from as copyFrom, to as copyTo } from "pg-copy-streams";
import type { Deps } from "#app/deps.server.ts";
import { withShop } from "#app/db/with-shop.server.ts";
import { importOrders } from "#app/orders/import-orders.server.ts";
import { TRAITS_VERSION } from "#app/orders/order-traits.ts";
import { splitLines } from "#app/orders/split-lines.ts";
import { BulkOperationById } from "#app/shopify/bulk-operation-by-id.graphql.ts";
import { ShopDetails } from "#app/shops/shop-details.graphql.ts";
import { benchDeps } from "./bench-deps.ts";
import { peakMegabytes } from "./peak-megabytes.ts";

const NOW = new Date("2026-11-21T02:00:00Z");

/** What one of these processes says at its end. */
export type Measured = { seconds: number; megabytes: number };

/** `node measure-backfill.ts load|floor DATABASE-URL SHOP-ID FILE FILE-URL`: each in a process of its own, for its peak memory. */
async function measure(what: string, url: string, shopId: bigint, path: string, address: string): Promise<Measured> {
  return what === "load" ? await load(url, shopId, path, address) : await workFloor(url, shopId, path);
}

/** Everything that follows when Shopify has the file ready. */
async function load(url: string, shopId: bigint, path: string, address: string): Promise<Measured> {
  const { size } = await stat(path);
  const deps: Deps = { ...benchDeps(url, NOW), shopify: { run: async (_shopId, operation) => answer(operation, address, size) as never } };
  const data = { shopId, status: "querying", bulkOperationId: "gid://shopify/BulkOperation/1", traitsVersion: TRAITS_VERSION, startedAt: NOW, updatedAt: NOW };
  await withShop(deps.db, shopId, (tx) => tx.import.create({ data }));
  const begin = performance.now();
  await importOrders(deps, { shopId: String(shopId) }, { onDone: async () => {} });
  const seconds = (performance.now() - begin) / 1000;
  const done = await withShop(deps.db, shopId, (tx) => tx.import.findFirstOrThrow({ where: { shopId } }));
  if (done.status !== "done" || done.linesRefused > 0n) throw new Error(`The import is ${done.status}: ${done.refusals.join("; ")}`);
  await deps.db.close();
  return { seconds, megabytes: peakMegabytes() };
}

function answer(operation: object, url: string, size: number): unknown {
  if (operation === ShopDetails) return { currentAppInstallation: { accessScopes: [{ handle: "read_all_orders" }] } };
  if (operation !== BulkOperationById) throw new Error("The bench knows no answer to this operation");
  const bulkOperation = { status: "COMPLETED", errorCode: null, objectCount: "1", fileSize: String(size), url, partialDataUrl: null };
  return { bulkOperation };
}

/** What no backfill can do without: each line parsed, and the rows that came of them copied into a table without an index. */
async function workFloor(url: string, shopId: bigint, path: string): Promise<Measured> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const rows = `${path}.rows`;
  const file = await open(rows, "w");
  await pipeline(client.query(copyTo(`COPY (SELECT * FROM orders WHERE shop_id = ${shopId}) TO STDOUT`)), file.createWriteStream());
  await client.query("CREATE TABLE floor (LIKE orders)");

  const begin = performance.now();
  for await (const lines of splitLines(createReadStream(path))) for (const line of lines) JSON.parse(line);
  await pipeline(createReadStream(rows), client.query(copyFrom("COPY floor FROM STDIN")));
  const seconds = (performance.now() - begin) / 1000;
  await client.query("DROP TABLE floor");
  await client.end();
  return { seconds, megabytes: peakMegabytes() };
}

const [what = "", url = "", shopId = "", path = "", address = ""] = process.argv.slice(2);
console.log(JSON.stringify(await measure(what, url, BigInt(shopId), path, address)));
