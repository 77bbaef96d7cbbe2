/** As many as one query asks Shopify about: some 200 of a shop's points. */
export const CUSTOMERS_A_PART = 50;

export function partsOf(customers: number): number {
  return Math.ceil(customers / CUSTOMERS_A_PART);
}

/** What a sealed part belongs to: it opens nowhere else. */
export function placeOfPart({ shopId, fileId }: { shopId: bigint; fileId: bigint }, part: number): string {
  return `file_parts/${shopId}/${fileId}/${part}`;
}
