import type { Client } from "pg";
import type { Logger } from "pino";

/** First half of the advisory lock's key: any constant that nobody else on the database uses. */
const SPACE = 73180;
const ROUND_MS = 2000;
/** A worker takes its lock within a round; a job locked longer than this by a worker without one is orphaned. */
const ORPHANED_AFTER_SECONDS = 10;

export type WorkerLocks = {
  /** Call for each worker that this process starts. */
  add: (workerId: string) => void;
  close: () => Promise<void>;
};

/**
 * Gives back the jobs of killed workers within seconds; the queue itself would keep them for four hours.
 *
 * Every living worker holds an advisory lock on a connection of its process. PostgreSQL drops it with the
 * connection, however the process ends, so a lock that can be taken belongs to a worker that is gone.
 */
export function startWorkerLocks(connect: () => Promise<Client>, log: Logger): WorkerLocks {
  const workers = new Set<string>();
  let held = new Set<string>();
  let client: Client | null = null;
  let round: Promise<void> = Promise.resolve();

  async function holdAndRelease(): Promise<void> {
    if (!client) {
      held = new Set();
      const fresh = await connect();
      fresh.on("error", () => (client = null));
      fresh.on("end", () => (client = null));
      client = fresh;
    }
    const connection = client;
    for (const worker of workers) {
      if (held.has(worker)) continue;
      await connection.query("SELECT pg_advisory_lock($1, hashtext($2))", [SPACE, worker]);
      held.add(worker);
    }
    const { rows } = await connection.query<{ worker: string }>(
      `SELECT DISTINCT locked_by AS worker FROM graphile_worker.jobs
       WHERE locked_by IS NOT NULL AND locked_at < now() - make_interval(secs => $1)`,
      [ORPHANED_AFTER_SECONDS],
    );
    for (const { worker } of rows.filter((it) => !workers.has(it.worker))) {
      const { rows: [taken] } = await connection.query<{ gone: boolean }>(
        "SELECT pg_try_advisory_lock($1, hashtext($2)) AS gone", [SPACE, worker],
      );
      if (!taken?.gone) continue;
      await connection.query("SELECT graphile_worker.force_unlock_workers(ARRAY[$1])", [worker]);
      await connection.query("SELECT pg_advisory_unlock($1, hashtext($2))", [SPACE, worker]);
      log.warn({ worker }, "gave back the jobs of a worker that is gone");
    }
  }

  const timer = setInterval(() => {
    round = round.then(holdAndRelease).catch((err) => log.warn({ err }, "worker locks: trying again"));
  }, ROUND_MS);

  return {
    add: (workerId) => {
      workers.add(workerId);
      round = round.then(holdAndRelease).catch((err) => log.warn({ err }, "worker locks: trying again"));
    },
    close: async () => {
      clearInterval(timer);
      await round;
      await client?.end();
    },
  };
}
