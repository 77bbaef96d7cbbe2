import { workerData } from "node:worker_threads";
import { openDatabase } from "#app/db/database.server.ts";
import { GOODS_ALONE } from "#app/orders/value-rule.ts";
import { loadFile } from "./load-file.ts";

// Run by memory.test.ts in a thread with a heap of its own, too small for the file.
const { databaseUrl, shopId, url } = workerData as { databaseUrl: string; shopId: bigint; url: string };
const db = openDatabase(databaseUrl, { connections: 2 });
const reading = { currency: "USD", timeZone: "America/New_York", readAt: new Date("2026-04-01T00:00:00Z"), rule: GOODS_ALONE };
const progress = await loadFile(db, shopId, url, reading);
await db.close();
if (progress.linesRefused > 0) throw new Error(progress.refusals.join("\n"));
