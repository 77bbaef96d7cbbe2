import type { JobDefinition } from "./define-job.ts";
import { shopFlag } from "./shop-flag.ts";

/** A job to be added, in the words of the queue. */
export type JobRequest = {
  name: string;
  payload: object;
  key: string;
  line: string | null;
  priority: number;
  flag: string;
};

/** @throws ZodError where the payload is not the job's */
export function jobRequest<Payload extends { shopId: string }>(job: JobDefinition<Payload>, given: Payload): JobRequest {
  const payload = job.payload.parse(given);
  const { name, priority } = job;
  return { name, payload, key: job.key(payload), line: job.line?.(payload) ?? null, priority, flag: shopFlag(payload.shopId) };
}
