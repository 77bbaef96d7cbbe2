/** Shopify knows no two tags that differ in case only: two are the same where this is. */
export function foldTag(tag: string): string {
  return tag.toLowerCase();
}
