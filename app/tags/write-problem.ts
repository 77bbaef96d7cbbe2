import { z } from "zod";

/** What is in the way of a write run, as it is stored: a page has the words for each code. What Shopify said stands apart. */
export const WriteProblem = z.discriminatedUnion("code", [
  z.object({ code: z.literal("bulk-not-started"), shopifyMessage: z.string() }),
  z.object({ code: z.literal("bulk-ended-early"), status: z.string(), shopifyMessage: z.null() }),
  z.object({ code: z.enum(["shopify-refused", "segments-kept", "customers-failed"]), shopifyMessage: z.string() }),
  z.object({ code: z.enum(["bulk-unanswered", "shopify-unauthorized", "shopify-throttled", "shopify-unavailable", "unexpected"]), shopifyMessage: z.null() }),
]);
export type WriteProblem = z.infer<typeof WriteProblem>;

/** Ends a step of a write run; a later one tries again. */
export class WriteFailure extends Error {
  readonly problem: WriteProblem;

  constructor(problem: WriteProblem) {
    super(problem.shopifyMessage ?? `Writing to customers: ${problem.code.replaceAll("-", " ")}${"status" in problem ? ` (${problem.status})` : ""}`);
    this.name = "WriteFailure";
    this.problem = problem;
  }
}
