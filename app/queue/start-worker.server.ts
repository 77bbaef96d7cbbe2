import { EventEmitter } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { Logger as QueueLogger, parseCronItems, run, type Task, type TaskList, type WorkerEvents } from "graphile-worker";
import pg from "pg";
import type { Logger } from "pino";
import type { Database } from "../db/database.server.ts";
import { withLogFields } from "../log.server.ts";
import { concurrencyOn } from "./concurrency.ts";
import type { Handler } from "./handle.ts";
import { takeTurns } from "./take-turns.server.ts";
import { fieldsOf, watchJobs } from "./watch-jobs.server.ts";
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
  /** The shops whose jobs wait long for something outside. */
  slowShops?: () => readonly bigint[];
  /** How long the jobs in hand may take once the worker is told to stop. */
  graceMs: number;
  log: Logger;
};

export type RunningWorker = {
  /** Resolves when the worker has ended or given its jobs back; rejects where it ended by an error. */
  ended: Promise<void>;
  /**
   * Takes no new job, and lets the ones in hand finish. Those that do not in time are given back to the other workers,
   * who begin them anew, and the process has to end before it does more on them. More than one signal may ask for it.
   */
  stop: () => Promise<void>;
};

/** Works as many jobs at a time as the pool has connections for, and lets shops take turns. */
export async function startWorker({ db, databaseUrl, handlers, schedules = [], slowShops = () => [], graceMs, log }: Options): Promise<RunningWorker> {
  const locks = startWorkerLocks(async () => {
    const client = new pg.Client({ connectionString: databaseUrl, options: "-c role=perennial_app" });
    await client.connect();
    return client;
  }, log);
  const events = new EventEmitter() as WorkerEvents;
  const concurrency = concurrencyOn(db.pool.options.max);
  events.on("pool:create", ({ workerPool }) => locks.hold(workerPool.id));
  const firstLookFailed = failWithFirstLook(events);
  const passedOver = takeTurns(events, concurrency, slowShops);
  watchJobs(events, log);
  const taskList: TaskList = Object.fromEntries([
    ...handlers.map((it): [string, Task] => [
      it.job,
      (payload, { job }) => withLogFields(fieldsOf(job), () => it.run(payload, { isLast: job.attempts >= job.max_attempts })),
    ]),
    ...schedules.map((it): [string, Task] => [it.name, (_, { job }) => withLogFields(fieldsOf(job), it.run)]),
  ]);
  const runner = await run({
    pgPool: db.pool,
    taskList,
    concurrency,
    forbiddenFlags: passedOver,
    parsedCronItems: parseCronItems(schedules.map(cronItem)),
    pollInterval: 1000,
    noHandleSignals: true,
    events,
    logger: new QueueLogger(() => (level, message, meta) => {
      if (meta?.failure || meta?.success) return; // Logged by watchJobs: a failure with its causes.
      if (level === "error") log.error(message);
      else if (level === "warning") log.warn(message);
      else log.debug(message);
    }),
  });
  const { promise: gaveBack, resolve: haveGivenBack } = Promise.withResolvers<void>();
  const stop = async () => {
    const inTime = new AbortController();
    const outOfTime = sleep(graceMs, true, { signal: inTime.signal }).catch(() => false);
    const finished = runner.stop().then(() => inTime.abort());
    if (await Promise.race([outOfTime, finished])) {
      await locks.giveBackOwn();
      haveGivenBack();
    }
    await locks.close();
  };
  let stopped: Promise<void> | undefined;
  return { ended: Promise.race([runner.promise, gaveBack, firstLookFailed]), stop: () => (stopped ??= stop()) };
}

/**
 * The queue's first look for a job is preceded by one for its tasks' ids, and a failure of that one is kept for ever:
 * where PostgreSQL goes away just then, the worker would live on without ever taking a job.
 */
function failWithFirstLook(events: WorkerEvents): Promise<never> {
  const { promise, reject } = Promise.withResolvers<never>();
  let hasLooked = false;
  for (const event of ["job:start", "worker:getJob:empty"] as const) events.once(event, () => (hasLooked = true));
  events.on("worker:getJob:error", ({ error }) => {
    if (!hasLooked) reject(new Error("The worker's first look for a job failed", { cause: error }));
  });
  promise.catch(() => {}); // Whoever waits for the worker's end sees it; it must not count as unhandled before.
  return promise;
}

/** What fell into a time without a worker is made up for, once, if it is less than half a day ago. */
function cronItem({ name, crontab }: Schedule) {
  return { task: name, match: crontab, options: { backfillPeriod: 12 * 60 * 60 * 1000, maxAttempts: 12, jobKey: name } };
}
