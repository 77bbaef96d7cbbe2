/** `gid://shopify/Customer/123` from its kind and number. */
export function gid(kind: "Customer" | "Order" | "LineItem", id: bigint): string {
  return `gid://shopify/${kind}/${id}`;
}

/** @throws Error where the text is not a gid that ends in a number. */
export function idOfGid(text: string): bigint {
  const found = /^gid:\/\/shopify\/\w+\/(\d+)(?:\?.*)?$/.exec(text);
  if (!found?.[1]) throw new Error(`Not a Shopify gid with a number: "${text.slice(0, 80)}"`);
  return BigInt(found[1]);
}
