import type { Operation } from "./operation.ts";

/** Shopify's Admin API, for one shop at a time. */
export type ShopifyAdmin = {
  /**
   * Runs one operation with the shop's offline token: waits for its cost budget, backs off when throttled, refreshes
   * the token (single-flight per shop) and repeats what is safe to repeat.
   *
   * @throws ShopifyError where Shopify refuses for good (see shopify-error.ts for the kinds).
   */
  run: <Data, Variables>(shopId: bigint, operation: Operation<Data, Variables>, variables: Variables) => Promise<Data>;
};
