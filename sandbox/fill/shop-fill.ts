import type { CustomerRecord, OrderRecord, ProductRecord, ShopRecord } from "../store/model.ts";

/** A shop and all that is in it on its first day. */
export type ShopFill = { shop: ShopRecord; customers: CustomerRecord[]; products: ProductRecord[]; orders: OrderRecord[] };

export function demoShop(facts: Pick<ShopRecord, "currency" | "ianaTimezone" | "createdAt">): ShopRecord {
  return { id: 1, handle: "perennial-demo", name: "Perennial Demo", ...facts };
}

/** First ids of each kind. Far apart, and below those of records that the sandbox makes later. */
export const FIRST_ID = {
  order: 5_000_000_001,
  customer: 7_000_000_001,
  product: 8_000_000_001,
  line: 10_000_000_001,
  refund: 30_000_000_001,
} as const;

/** An instant as Shopify writes it: UTC, whole seconds. */
export function instantOf(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}
