import { collectDefaultMetrics } from "prom-client";
import type { Deps } from "../deps.server.ts";
import { beforeLong } from "./before-long.ts";
import { databaseUp, importLag, longestRun, lostShops, queueAge, queueJobs, registry, unexplainedShops } from "./metrics.server.ts";
import { readAccess } from "./read-access.server.ts";
import { readDifferences } from "./read-differences.server.ts";
import { readImports } from "./read-imports.server.ts";
import { readQueue } from "./read-queue.server.ts";

// Processor time, memory, event loop: of a process that is asked, and not of whoever counts something.
collectDefaultMetrics({ register: registry });

export const METRICS_TYPE = registry.contentType;

/**
 * In Prometheus's format, whether or not the database answers: what the process itself has counted is asked for the most
 * while it does not. What only the database knows is left out then, since an old figure would look like a new one.
 */
export async function renderMetrics(deps: Pick<Deps, "db" | "clock" | "log">): Promise<string> {
  try {
    await beforeLong(Promise.all([readQueue(deps.db), readAccess(deps.db), readImports(deps), readDifferences(deps)]));
    databaseUp.set(1);
  } catch (err) {
    deps.log.warn({ err }, "metrics: the database does not tell");
    databaseUp.set(0);
    for (const gauge of [queueJobs, queueAge, longestRun]) gauge.reset();
    // A reset would have them say 0.
    for (const gauge of [unexplainedShops, lostShops, importLag]) gauge.remove();
  }
  return registry.metrics();
}
