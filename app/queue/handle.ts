import type { JobDefinition } from "./define-job.ts";

export type Handler = { job: string; run: (payload: unknown, attempt: { isLast: boolean }) => Promise<void> };

/** Leaves a trace where a page sees it, when a job's last attempt has failed and nobody will try again. */
type GiveUp<Payload> = (payload: Payload, error: unknown) => Promise<void>;

/** Binds a job's definition to its use case; the payload is checked again as it comes out of the queue. */
export function handle<Payload>(job: JobDefinition<Payload>, work: (payload: Payload) => Promise<void>, giveUp?: GiveUp<Payload>): Handler {
  return {
    job: job.name,
    run: async (raw, { isLast }) => {
      const payload = job.payload.parse(raw);
      try {
        await work(payload);
      } catch (error) {
        if (isLast && giveUp) await leaveTrace(giveUp, payload, error);
        throw error;
      }
    },
  };
}

async function leaveTrace<Payload>(giveUp: GiveUp<Payload>, payload: Payload, error: unknown): Promise<void> {
  try {
    await giveUp(payload, error);
  } catch (second) {
    throw new AggregateError([error, second], "A job failed for the last time, and that could not be noted", { cause: second });
  }
}
