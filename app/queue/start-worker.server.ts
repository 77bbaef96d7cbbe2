import { EventEmitter } from "node:events";
import { Logger as QueueLogger, run, type TaskList, type WorkerEvents } from "graphile-worker";
import pg from "pg";
import type { Logger } from "pino";
import type { Database } from "../db/database.server.ts";
import type { JobDefinition } from "./define-job.ts";
import { startWorkerLocks } from "./worker-locks.server.ts";

type Handler = { job: JobDefinition<never>["name"]; run: (payload: unknown) => Promise<void> };

/** Binds a job's definition to its use case; the payload is checked again as it comes out of the queue. */
export function handle<Payload>(job: JobDefinition<Payload>, work: (payload: Payload) => Promise<void>): Handler {
  return { job: job.name, run: (raw) => work(job.payload.parse(raw)) };
}

type Options = {
  db: Database;
  databaseUrl: string;
  handlers: Handler[];
  concurrency: number;
  log: Logger;
};

export type RunningWorker = {
  /** Resolves when the worker has ended; rejects where it ended by an error. */
  ended: Promise<void>;
  /** Takes no new job, and lets the ones in hand finish. More than one signal may ask for it. */
  stop: () => Promise<void>;
};

export async function startWorker({ db, databaseUrl, handlers, concurrency, log }: Options): Promise<RunningWorker> {
  const locks = startWorkerLocks(async () => {
    const client = new pg.Client({ connectionString: databaseUrl, options: "-c role=perennial_app" });
    await client.connect();
    return client;
  }, log);
  const events = new EventEmitter() as WorkerEvents;
  events.on("pool:create", ({ workerPool }) => locks.hold(workerPool.id));
  events.on("job:error", ({ job, error }) =>
    log.error({ job: job.task_identifier, attempt: job.attempts, err: error }, "job failed"),
  );
  const taskList: TaskList = Object.fromEntries(handlers.map((it) => [it.job, (payload: unknown) => it.run(payload)]));
  const runner = await run({
    pgPool: db.pool,
    taskList,
    concurrency,
    pollInterval: 1000,
    noHandleSignals: true,
    events,
    logger: new QueueLogger(() => (level, message, meta) => {
      if (meta?.failure) return; // A failed job: logged above, with its causes.
      if (level === "error") log.error(message);
      else if (level === "warning") log.warn(message);
      else log.debug(message);
    }),
  });
  const stop = async () => {
    await runner.stop();
    await locks.close();
  };
  let stopped: Promise<void> | undefined;
  return { ended: runner.promise, stop: () => (stopped ??= stop()) };
}
