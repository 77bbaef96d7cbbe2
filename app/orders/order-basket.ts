/** A line of an order. */
export type OrderLine = {
  id: bigint;
  /** Null where the product was deleted since. */
  product: { id: bigint; title: string } | null;
  /** What was paid for its gift cards, in minor units; 0 for a line of goods. */
  giftCardMinor: number;
};

/** An order's lines in brief. */
export type Basket = {
  giftCardMinor: number;
  /** Of each line, in the order in which Shopify numbered them; DELETED_PRODUCT where there is none any more. */
  productIds: bigint[];
};

/** Keeps the place of a line: who bought first what is gone did not first buy the second line. Shopify's ids begin at 1. */
export const DELETED_PRODUCT = 0n;

export const EMPTY_BASKET: Basket = { giftCardMinor: 0, productIds: [] };

export function basketOf(lines: readonly OrderLine[]): Basket {
  const numbered = lines.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  return {
    giftCardMinor: numbered.reduce((sum, { giftCardMinor }) => sum + giftCardMinor, 0),
    productIds: numbered.map(({ product }) => product?.id ?? DELETED_PRODUCT),
  };
}
