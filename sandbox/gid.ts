/** `gid://shopify/Customer/12` from its parts. */
export function formatGid(type: string, id: number): string {
  return `gid://shopify/${type}/${id}`;
}

/** The parts of a gid, or null where the text is none. */
export function parseGid(gid: string): { type: string; id: number } | null {
  const match = /^gid:\/\/shopify\/([A-Za-z]+)\/(\d+)$/.exec(gid);
  return match?.[1] && match[2] ? { type: match[1], id: Number(match[2]) } : null;
}
