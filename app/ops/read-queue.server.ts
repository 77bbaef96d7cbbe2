import type { Database } from "../db/database.server.ts";
import { longestRun, queueAge, queueJobs } from "./metrics.server.ts";

type Row = { job: string; state: string; jobs: number; age: number };

/** Sets the gauges of the queue, which all processes share: each of them tells the same. */
export async function readQueue({ pool }: Database): Promise<void> {
  const { rows } = await pool.query<Row>(READ);
  for (const gauge of [queueJobs, queueAge, longestRun]) gauge.reset();
  for (const { job, state, jobs, age } of rows) {
    queueJobs.set({ job, state }, jobs);
    if (state === "ready") queueAge.set({ job }, age);
    if (state === "running") longestRun.set({ job }, age);
  }
}

/** By PostgreSQL's clock alone, as the queue itself. */
const READ = `
  SELECT task_identifier AS job, state, count(*)::int AS jobs,
    max(extract(epoch FROM now() - since))::float AS age
  FROM (
    SELECT task_identifier,
      CASE WHEN locked_at IS NOT NULL THEN 'running'
        WHEN attempts >= max_attempts THEN 'given up'
        WHEN run_at > now() THEN 'waiting'
        ELSE 'ready' END AS state,
      coalesce(locked_at, run_at) AS since
    FROM graphile_worker.jobs
  ) AS jobs
  GROUP BY task_identifier, state`;
