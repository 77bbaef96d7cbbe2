/** In Shopify's segment language: who carries a tag. */
export function carries(tag: string): string {
  return `customer_tags CONTAINS '${tag.replaceAll(/['\\]/g, "\\$&")}'`;
}
