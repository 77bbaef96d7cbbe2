import { ShopifyError } from "../shopify/shopify-error.ts";
import { ReadFailure, type ReadProblem } from "./read-problem.ts";

/** What a step that failed was about. */
export function problemOf(error: unknown): ReadProblem {
  if (error instanceof ReadFailure) return error.problem;
  if (!(error instanceof ShopifyError)) return { code: "unexpected", said: error instanceof Error ? error.message : String(error) };
  return error.kind === "refused" ? { code: "refused", said: error.message } : { code: error.kind, said: null };
}
