import { openDatabase } from "#app/db/database.server.ts";
import { createLog } from "#app/log.server.ts";
import { handle } from "#app/queue/handle.ts";
import { startWorker } from "#app/queue/start-worker.server.ts";
import { noteJob } from "./note-job.ts";

/** A worker process that takes a job, says so, and never ends it: the one that the tests kill. */
const databaseUrl = process.argv[2]!;
await startWorker({
  db: openDatabase(databaseUrl),
  databaseUrl,
  handlers: [handle(noteJob, () => new Promise(() => process.stdout.write("taken\n")))],
  log: createLog("silent"),
});
