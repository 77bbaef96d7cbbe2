/** `gid://shopify/Customer/123` from its kind and number. */
export function gid(kind: "Customer" | "Order" | "LineItem" | "Segment", id: bigint): string {
  return `gid://shopify/${kind}/${id}`;
}

/**
 * The number in a gid, at most as large as the columns of a whole shop hold exactly (db/read-columns.ts); Shopify's own
 * begin at 1 and are a thousandth of that.
 *
 * @throws Error where the text is not a gid that ends in such a number
 */
export function idOfGid(text: string): bigint {
  const found = /^gid:\/\/shopify\/\w+\/(\d+)(?:\?.*)?$/.exec(text);
  if (!found?.[1]) throw new Error(`Not a Shopify gid with a number: "${text.slice(0, 80)}"`);
  const id = BigInt(found[1]);
  if (id < 1n || id > Number.MAX_SAFE_INTEGER) throw new Error(`The id ${text.slice(0, 80)} is not from 1 to ${Number.MAX_SAFE_INTEGER}`);
  return id;
}
