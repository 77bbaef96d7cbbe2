/** The mark of work that may wait. */
export const PATIENT = "patient";

/** The mark by which a job in the queue is seen to be of a shop without a look into its payload. */
export function shopFlag(shopId: string): string {
  return `shop:${shopId}`;
}
