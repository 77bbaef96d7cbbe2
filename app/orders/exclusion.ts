/**
 * Why an order does not count. Where several reasons hold, the first of this list is the one that is given.
 * `other-currency`, where the shop counted in another one when the order was placed, stands first: no other reason's
 * sum then mixes currencies. `unpaid` is Shopify's PENDING; authorised and partly paid orders count.
 */
export const EXCLUSIONS = ["other-currency", "test", "cancelled", "voided", "expired", "unpaid", "not-positive"] as const;

export type Exclusion = (typeof EXCLUSIONS)[number];
