import { ShopifyError } from "../../shopify/shopify-error.ts";

/** Why a file does not get on: Shopify does not answer, has not approved the app for what stands in it, or something else failed. */
export type FileProblem = "no-answer" | "not-approved" | "failed";

export function fileProblemOf(error: unknown): FileProblem {
  if (!(error instanceof ShopifyError)) return "failed";
  const { kind, code, message } = error;
  if (kind === "throttled" || kind === "unavailable") return "no-answer";
  // A scope that is missing is refused by the same code.
  return kind === "refused" && code === "ACCESS_DENIED" && message.includes("This app is not approved") ? "not-approved" : "failed";
}
