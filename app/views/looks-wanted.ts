/** Which looks a page shows: from the newest or beside the last one of another page, at everybody or at one customer. */
export type LooksWanted = { from: { side: "older" | "newer"; than: bigint } | null; customerId: bigint | null };

export function parseLooksWanted(params: URLSearchParams): LooksWanted {
  const sides = (["older", "newer"] as const).map((side) => ({ side, than: numberIn(params, side) }));
  const beside = sides.find(({ than }) => than !== null);
  return { from: beside ? { side: beside.side, than: beside.than! } : null, customerId: numberIn(params, "customer") };
}

function numberIn(params: URLSearchParams, name: string): bigint | null {
  const text = params.get(name) ?? "";
  return /^\d{1,18}$/.test(text) ? BigInt(text) : null;
}
