/** What is usual in a kind of business. */
export type Band = { from: number; to: number };

export type Standing = "below" | "within" | "above";

/** Both ends of the band belong to it. */
export function standingIn({ from, to }: Band, value: number): Standing {
  if (value < from) return "below";
  return value > to ? "above" : "within";
}
