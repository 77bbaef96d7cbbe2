import { z } from "zod";

/** After how many tries an import was given up; null where it is asked for once more. */
const tries = z.number().int().nullable();

/**
 * What is in the way of an import or a comparison with Shopify, or has ended it, as it is stored: a page has the words for
 * each code. What Shopify, the network or the app itself said stands apart, in its own words.
 */
export const ReadProblem = z.discriminatedUnion("code", [
  z.object({ code: z.enum(["stopped", "access-lost", "settings-changed", "unauthorized", "throttled", "unavailable"]), said: z.null() }),
  z.object({ code: z.enum(["not-started", "refused", "file", "unexpected"]), said: z.string() }),
  z.object({ code: z.literal("ended-early"), status: z.string(), said: z.string().nullable(), tries }),
  z.object({ code: z.literal("gone"), said: z.null(), tries }),
  z.object({ code: z.literal("nothing-found"), orders: z.number().int(), said: z.null(), tries }),
]);
export type ReadProblem = z.infer<typeof ReadProblem>;

/** Those after which an import is asked for once more. */
export type PassingProblem = Extract<ReadProblem, { tries: number | null }>;

/** Ends a step of an import or a comparison. The queue keeps the message, and a merchant may come to read it. */
export class ReadFailure extends Error {
  readonly problem: ReadProblem;

  constructor(problem: Extract<ReadProblem, { code: "gone" }> | { code: "not-started" | "file"; said: string }) {
    super(problem.said ?? `Shopify forgot the bulk query, ${problem.tries} times`);
    this.name = "ReadFailure";
    this.problem = problem;
  }
}
