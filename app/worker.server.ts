import { getDeps, getEnv } from "./composition.server.ts";
import { NIGHT, tendShops } from "./compliance/tend-shops.server.ts";
import { handlersOf } from "./job-handlers.server.ts";
import { startWorker } from "./queue/start-worker.server.ts";

const deps = getDeps();
const worker = await startWorker({
  db: deps.db,
  databaseUrl: getEnv().DATABASE_URL,
  handlers: handlersOf(deps),
  schedules: [{ name: "tend-shops", crontab: NIGHT.crontab, run: () => tendShops(deps) }],
  log: deps.log,
});
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void worker.stop());
await worker.ended;
await deps.db.close();
