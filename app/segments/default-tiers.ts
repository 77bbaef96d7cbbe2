/** product.md's: each tier's share of all customers. */
export const DEFAULT_TIERS = { by: "share", vip: 0.05, high: 0.15, mid: 0.3 } as const;
