import { getDeps, getEnv } from "./composition.server.ts";
import { NIGHT, tendShops } from "./compliance/tend-shops.server.ts";
import { handlersOf } from "./job-handlers.server.ts";
import { exitOnError } from "./ops/exit-on-error.server.ts";
import { HOURLY, reconcileShops } from "./orders/reconcile-shops.server.ts";
import { onStopSignal } from "./ops/on-stop-signal.server.ts";
import { serveOps } from "./ops/serve-ops.server.ts";
import { startWorker } from "./queue/start-worker.server.ts";

/** Jobs may be cut off anywhere, so there is no reason to hold up a deployment for long. */
const GRACE_MS = 10_000;

const deps = getDeps();
const { DATABASE_URL, HOST, WORKER_PORT, METRICS_TOKEN } = getEnv();
exitOnError(deps.log);
let stopping = false;
const worker = await startWorker({
  db: deps.db,
  databaseUrl: DATABASE_URL,
  handlers: handlersOf(deps),
  schedules: [
    { name: "tend-shops", crontab: NIGHT.crontab, run: () => tendShops(deps) },
    { name: "reconcile-shops", crontab: HOURLY.crontab, run: () => reconcileShops(deps) },
  ],
  slowShops: deps.shopify.slowShops,
  graceMs: GRACE_MS,
  log: deps.log,
});
if (WORKER_PORT !== undefined) {
  const { port } = await serveOps(deps, { port: WORKER_PORT, host: HOST, token: METRICS_TOKEN, isStopping: () => stopping });
  deps.log.info({ port }, "worker listens");
}
onStopSignal(() => {
  stopping = true;
  void worker.stop();
});
await worker.ended;
if (stopping) await worker.stop();
// A job that was given back would go on here, beside whoever took it up.
process.exit();
