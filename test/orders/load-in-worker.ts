import { parentPort, workerData } from "node:worker_threads";
import { openDatabase } from "#app/db/database.server.ts";
import { downloadLines } from "#app/orders/download-lines.server.ts";
import { loadBulkFile } from "#app/orders/load-bulk-file.server.ts";
import { requireShop } from "#app/shops/find-shop.repo.server.ts";

// Run by memory.test.ts in a thread with a heap of its own, too small for the file.
const { databaseUrl, shopId, url } = workerData as { databaseUrl: string; shopId: bigint; url: string };
const db = openDatabase(databaseUrl, { connections: 2 });
const shop = await requireShop(db, shopId);
const progress = await loadBulkFile({ db }, shop, downloadLines({ url, size: null }), async () => {});
await db.close();
parentPort?.postMessage(progress);
