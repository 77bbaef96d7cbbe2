/** Finds customers who carry one of these tags, and maybe others: what is syntax even between quotes cannot be asked for. */
export function tagSearch(tags: readonly string[]): string {
  return tags.map((tag) => `tag:"${tag.replaceAll(/["\\*]/g, " ")}"`).join(" OR ");
}
