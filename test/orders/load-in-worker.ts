import { workerData } from "node:worker_threads";
import { openDatabase } from "#app/db/database.server.ts";
import { withDownloadedLines } from "#app/orders/download-lines.server.ts";
import { loadBulkFile } from "#app/orders/load-bulk-file.server.ts";

// Run by memory.test.ts in a thread with a heap of its own, too small for the file.
const { databaseUrl, shopId, url } = workerData as { databaseUrl: string; shopId: bigint; url: string };
const db = openDatabase(databaseUrl, { connections: 2 });
const reading = { currency: "USD", timeZone: "America/New_York", readAt: new Date("2026-04-01T00:00:00Z") };
const coverage = { readBefore: new Date(0), processedFrom: null };
const progress = await withDownloadedLines({ url, size: null }, (lines) =>
  loadBulkFile({ db }, shopId, { reading, coverage }, lines, async () => {}),
);
await db.close();
if (progress.linesRefused > 0) throw new Error(progress.refusals.join("\n"));
