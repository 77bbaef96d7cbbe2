import { ShopifyError } from "../../shopify/shopify-error.ts";

/** Why a file does not get on: Shopify does not answer, or something else failed. */
export type FileProblem = "no-answer" | "failed";

export function fileProblemOf(error: unknown): FileProblem {
  return error instanceof ShopifyError && (error.kind === "throttled" || error.kind === "unavailable") ? "no-answer" : "failed";
}
