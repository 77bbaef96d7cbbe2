const HARMLESS = /^[\p{L}\p{N}][\p{L}\p{N}@._+-]*$/u;
const OPERATOR = /^(AND|OR|NOT)$/;

/**
 * What somebody typed, as plain words for Shopify's search: every word must be found, and nothing that is syntax there
 * (`-`, `:`, brackets, `OR`) acts as such.
 */
export function plainSearch(typed: string): string {
  const words = typed.replaceAll(/["\\*]/g, " ").split(/\s+/).filter(Boolean);
  return words.map((word) => (HARMLESS.test(word) && !OPERATOR.test(word) ? word : `"${word}"`)).join(" ");
}
