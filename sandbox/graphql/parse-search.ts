import { refuse } from "./fields.ts";

export type Comparator = "=" | ">" | ">=" | "<" | "<=";

/** One condition of Shopify's search syntax; `field` is null for free text. */
export type SearchTerm = { field: string | null; comparator: Comparator; value: string };

const TERM = /(?:(?<field>[a-z_]+):(?<comparator>>=|<=|>|<)?)?(?:'(?<single>[^']*)'|"(?<double>[^"]*)"|(?<bare>[^\s'"():]+(?::[^\s'"():]+)*))/y;

/** Conditions joined by AND, written out or by a space. OR, NOT, brackets and wildcards are refused. */
export function parseSearch(query: string): SearchTerm[] {
  const terms: SearchTerm[] = [];
  let position = 0;
  while (position < query.length) {
    if (/\s/.test(query.charAt(position))) {
      position++;
      continue;
    }
    TERM.lastIndex = position;
    const groups = TERM.exec(query)?.groups;
    if (!groups) refuse(`search syntax at "${query.slice(position)}" is not implemented`);
    position = TERM.lastIndex;
    const { field = null, comparator = "=", single, double, bare } = groups;
    if (field === null && bare === "AND") continue;
    if (field === null && (bare === "OR" || bare === "NOT" || bare?.startsWith("-"))) refuse(`"${bare}" in a search is not implemented`);
    const value = single ?? double ?? bare ?? "";
    if (value.includes("*")) refuse(`wildcards in a search are not implemented: "${value}"`);
    terms.push({ field, comparator: comparator as Comparator, value });
  }
  return terms;
}
