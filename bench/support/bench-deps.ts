import { openDatabase } from "#app/db/database.server.ts";
import type { Deps } from "#app/deps.server.ts";
import { createLog } from "#app/log.server.ts";

export function benchDeps(url: string, now: Date): Deps {
  const shopify = { run: () => Promise.reject(new Error("The bench asks nothing of Shopify.")) };
  return { db: openDatabase(url), shopify, clock: () => now, log: createLog("silent") };
}
