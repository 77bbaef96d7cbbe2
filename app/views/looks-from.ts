/** Where a page of the looks begins: at the newest, or beside the last one of another page. */
export type LooksFrom = { side: "older" | "newer"; than: bigint } | null;

export function parseLooksFrom(params: URLSearchParams): LooksFrom {
  for (const side of ["older", "newer"] as const) {
    const than = params.get(side) ?? "";
    if (/^\d{1,18}$/.test(than)) return { side, than: BigInt(than) };
  }
  return null;
}
