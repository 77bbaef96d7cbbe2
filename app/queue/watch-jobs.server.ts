import type { Job, WorkerEvents } from "graphile-worker";
import type { Logger } from "pino";
import { jobSeconds, liveJobLag } from "../ops/metrics.server.ts";
import { type LogFields, withLogFields } from "../log.server.ts";
import { LIVE } from "./define-job.ts";

/** Logs and counts what becomes of each job. */
export function watchJobs(events: WorkerEvents, log: Logger): void {
  const begun = new Map<string, number>();
  const finish = (job: Job, outcome: "done" | "failed"): number => {
    const seconds = (performance.now() - (begun.get(job.id) ?? performance.now())) / 1000;
    begun.delete(job.id);
    jobSeconds.observe({ job: job.task_identifier, outcome }, seconds);
    return seconds;
  };
  events.on("job:start", ({ job }) => begun.set(job.id, performance.now()));
  events.on("job:success", ({ job }) => {
    const seconds = finish(job, "done");
    if (job.priority === LIVE) liveJobLag.observe({ job: job.task_identifier }, waitOf(job) + seconds);
    withLogFields(fieldsOf(job), () => log.info({ seconds: round(seconds) }, "job done"));
  });
  events.on("job:error", ({ job, error }) => {
    finish(job, "failed");
    withLogFields(fieldsOf(job), () => log.error({ attempt: job.attempts, err: error }, "job failed"));
  });
}

/** What every line of a job carries: which it is, and whose. */
export function fieldsOf({ task_identifier: job, id: jobId, payload }: Job): LogFields {
  const { shopId, webhookId } = (payload ?? {}) as { shopId?: string; webhookId?: string };
  return { job, jobId, shopId, webhookId };
}

/** Both by PostgreSQL's clock. */
function waitOf({ created_at, locked_at }: Job): number {
  return locked_at ? (locked_at.getTime() - created_at.getTime()) / 1000 : 0;
}

function round(seconds: number): number {
  return Math.round(seconds * 1000) / 1000;
}
