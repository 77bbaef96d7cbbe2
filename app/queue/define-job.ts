import type { z } from "zod";

/**
 * The priority of live events, and of what the law sets a term to: in the order in which they came, so that no stream of
 * the ones keeps the others waiting for ever. A higher number is work that may wait.
 */
export const LIVE = 0;

/** A kind of job, apart from what handles it: both the enqueuing and the working side read it. */
export type JobDefinition<Payload> = {
  name: string;
  payload: z.ZodType<Payload>;
  /** Two waiting jobs with one key are one job: names the shop and the resource. */
  key: (payload: Payload) => string;
  /** Lower goes first: live events pass bulk work (10). */
  priority: number;
  /** Jobs of one line run one after the other; without it, side by side. */
  line?: (payload: Payload) => string;
};

export function defineJob<Payload extends { shopId: string }>(definition: JobDefinition<Payload>): JobDefinition<Payload> {
  return definition;
}
