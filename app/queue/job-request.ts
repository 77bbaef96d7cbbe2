import { type JobDefinition, LIVE } from "./define-job.ts";
import { PATIENT, shopFlag } from "./shop-flag.ts";

/** A job to be added, in the words of the queue. */
export type JobRequest = {
  name: string;
  payload: object;
  key: string;
  line: string | null;
  priority: number;
  /** Marks by which jobs are passed over. */
  flags: string[];
  /** That asks for it; where none is named, the one that caused the job under way. */
  webhookId?: string;
};

/** @throws ZodError where the payload is not the job's */
export function jobRequest<Payload extends { shopId: string }>(job: JobDefinition<Payload>, given: Payload): JobRequest {
  const payload = job.payload.parse(given);
  const { name, priority } = job;
  const flags = [shopFlag(payload.shopId), ...(priority > LIVE ? [PATIENT] : [])];
  return { name, payload, key: job.key(payload), line: job.line?.(payload) ?? null, priority, flags };
}
