/** `gid://shopify/Customer/123` from its kind and number. */
export function gid(kind: "Customer" | "Order" | "LineItem" | "Segment", id: bigint): string {
  return `gid://shopify/${kind}/${id}`;
}

/** What a column of PostgreSQL holds. */
export const LARGEST_ID = 2n ** 63n - 1n;

/**
 * The number in a gid, at most as large as the columns of a whole shop hold exactly (db/read-columns.ts); Shopify's own
 * begin at 1 and are a thousandth of that.
 *
 * @throws Error where the text is not a gid that ends in such a number
 */
export function idOfGid(text: string): bigint {
  return idUpTo(BigInt(Number.MAX_SAFE_INTEGER), text);
}

/** The same of what need not exist: the events that Shopify sends as samples name numbers far beyond its own. */
export function namedIdOfGid(text: string): bigint {
  return idUpTo(LARGEST_ID, text);
}

function idUpTo(largest: bigint, text: string): bigint {
  const found = /^gid:\/\/shopify\/\w+\/(\d+)(?:\?.*)?$/.exec(text);
  if (!found?.[1]) throw new Error(`Not a Shopify gid with a number: "${text.slice(0, 80)}"`);
  const id = BigInt(found[1]);
  if (id < 1n || id > largest) throw new Error(`The id ${text.slice(0, 80)} is not from 1 to ${largest}`);
  return id;
}
