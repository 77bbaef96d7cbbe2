import { openDatabase } from "#app/db/database.server.ts";
import { createLog } from "#app/log.server.ts";
import { onStopSignal } from "#app/ops/on-stop-signal.server.ts";
import { handle } from "#app/queue/handle.ts";
import { startWorker } from "#app/queue/start-worker.server.ts";
import { noteJob } from "./note-job.ts";

/** A worker process that takes a job, says so, and never ends it: the one that the tests kill, or tell to stop. */
const [databaseUrl, graceMs] = process.argv.slice(2);
const worker = await startWorker({
  db: openDatabase(databaseUrl!),
  databaseUrl: databaseUrl!,
  handlers: [handle(noteJob, () => new Promise(() => process.stdout.write("taken\n")))],
  graceMs: Number(graceMs),
  log: createLog("silent"),
});
onStopSignal(() => void worker.stop());
await worker.ended;
await worker.stop();
process.exit();
