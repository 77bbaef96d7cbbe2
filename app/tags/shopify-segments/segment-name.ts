/** Shopify takes 255 characters; a number may have to follow. */
const LONGEST = 240;

/** What a merchant reads in the list of segments. */
export function segmentName(title: string): string {
  const cut = `Perennial: ${title}`.slice(0, LONGEST);
  // An emoji is two places long, and half of one is no text.
  return (cut.isWellFormed() ? cut : cut.slice(0, -1)).trim();
}

/** The name, or the first of `name (2)`, `name (3)`, … that no segment of the shop has. Shopify compares without case. */
export function freeName(name: string, taken: Iterable<string>): string {
  const folded = new Set([...taken].map((it) => it.toLowerCase()));
  for (let number = 1; ; number += 1) {
    const candidate = number === 1 ? name : `${name} (${number})`;
    if (!folded.has(candidate.toLowerCase())) return candidate;
  }
}

/** Whether a segment is called so, with a number or without. */
export function isCalled(actual: string, name: string): boolean {
  return actual === name || (actual.startsWith(name) && /^ \(\d+\)$/.test(actual.slice(name.length)));
}
