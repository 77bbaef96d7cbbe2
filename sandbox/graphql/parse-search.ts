import { refuse } from "./fields.ts";

export type Comparator = "=" | ">" | ">=" | "<" | "<=";

/** One condition of Shopify's search syntax; `field` is null for free text. */
export type SearchTerm = { field: string | null; comparator: Comparator; value: string };

export type Search = SearchTerm | { every: Search[] } | { some: Search[] };

const TERM = /(?:(?<field>[a-z_]+):(?<comparator>>=|<=|>|<)?)?(?:'(?<single>[^']*)'|"(?<double>[^"]*)"|(?<bare>[^\s'"():]+(?::[^\s'"():]+)*))/y;

/**
 * Conditions joined by AND, written out or by a space, or by OR; brackets. NOT and wildcards are refused, and so is OR
 * beside AND without brackets, where a reader has to guess.
 */
export function parseSearch(query: string): Search {
  let position = 0;
  const skipSpace = () => {
    while (/\s/.test(query.charAt(position))) position++;
  };

  function parseList(closing: "" | ")"): Search {
    const parts: Search[] = [];
    const joints = new Set<"AND" | "OR">();
    for (skipSpace(); query.charAt(position) !== closing; skipSpace()) {
      const joint = /(AND|OR)\b/y;
      joint.lastIndex = position;
      const written = joint.exec(query)?.[0];
      if (written) position += written.length;
      if (parts.length > 0) joints.add(written === "OR" ? "OR" : "AND");
      skipSpace();
      parts.push(parsePart());
    }
    position += closing.length;
    if (joints.size > 1) refuse(`AND beside OR without brackets is not implemented: "${query}"`);
    return joints.has("OR") ? { some: parts } : { every: parts };
  }

  function parsePart(): Search {
    if (query.charAt(position) === "(") {
      position++;
      return parseList(")");
    }
    TERM.lastIndex = position;
    const groups = TERM.exec(query)?.groups;
    if (!groups) refuse(`search syntax at "${query.slice(position)}" is not implemented`);
    position = TERM.lastIndex;
    const { field = null, comparator = "=", single, double, bare } = groups;
    if (field === null && (bare === "NOT" || bare?.startsWith("-"))) refuse(`"${bare}" in a search is not implemented`);
    const value = single ?? double ?? bare ?? "";
    if (value.includes("*")) refuse(`wildcards in a search are not implemented: "${value}"`);
    return { field, comparator: comparator as Comparator, value };
  }

  return parseList("");
}
