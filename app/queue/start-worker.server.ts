import { EventEmitter } from "node:events";
import { Logger as QueueLogger, parseCronItems, run, type Task, type TaskList, type WorkerEvents } from "graphile-worker";
import pg from "pg";
import type { Logger } from "pino";
import type { Database } from "../db/database.server.ts";
import { concurrencyOn } from "./concurrency.ts";
import type { Handler } from "./handle.ts";
import { startWorkerLocks } from "./worker-locks.server.ts";

/** Work that the clock causes: whichever worker comes first takes it, once. */
export type Schedule = {
  name: string;
  /** Minute, hour, day, month, weekday; in UTC. */
  crontab: string;
  run: () => Promise<void>;
};

type Options = {
  db: Database;
  databaseUrl: string;
  handlers: Handler[];
  schedules?: Schedule[];
  log: Logger;
};

export type RunningWorker = {
  /** Resolves when the worker has ended; rejects where it ended by an error. */
  ended: Promise<void>;
  /** Takes no new job, and lets the ones in hand finish. More than one signal may ask for it. */
  stop: () => Promise<void>;
};

/** Works as many jobs at a time as the pool has connections for. */
export async function startWorker({ db, databaseUrl, handlers, schedules = [], log }: Options): Promise<RunningWorker> {
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
  const taskList: TaskList = Object.fromEntries([
    ...handlers.map((it): [string, Task] => [it.job, (payload, { job }) => it.run(payload, { isLast: job.attempts >= job.max_attempts })]),
    ...schedules.map((it): [string, Task] => [it.name, it.run]),
  ]);
  const runner = await run({
    pgPool: db.pool,
    taskList,
    concurrency: concurrencyOn(db.pool.options.max),
    parsedCronItems: parseCronItems(schedules.map(cronItem)),
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

/** What fell into a time without a worker is made up for, once, if it is less than half a day ago. */
function cronItem({ name, crontab }: Schedule) {
  return { task: name, match: crontab, options: { backfillPeriod: 12 * 60 * 60 * 1000, maxAttempts: 12, jobKey: name } };
}
