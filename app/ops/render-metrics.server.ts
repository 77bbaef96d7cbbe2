import { collectDefaultMetrics } from "prom-client";
import type { Deps } from "../deps.server.ts";
import { registry } from "./metrics.server.ts";
import { readAccess } from "./read-access.server.ts";
import { readDifferences } from "./read-differences.server.ts";
import { readImports } from "./read-imports.server.ts";
import { readQueue } from "./read-queue.server.ts";

// Processor time, memory, event loop: of a process that is asked, and not of whoever counts something.
collectDefaultMetrics({ register: registry });

export const METRICS_TYPE = registry.contentType;

/** In Prometheus's text format. */
export async function renderMetrics(deps: Pick<Deps, "db" | "clock">): Promise<string> {
  await Promise.all([readQueue(deps.db), readAccess(deps.db), readImports(deps), readDifferences(deps)]);
  return registry.metrics();
}
