/**
 * Why an order does not count. Where several reasons hold, the first of this list is the one that is given.
 * `unpaid` is Shopify's PENDING; authorised and partly paid orders count.
 */
export const EXCLUSIONS = ["test", "cancelled", "voided", "expired", "unpaid", "not-positive"] as const;

export type Exclusion = (typeof EXCLUSIONS)[number];
