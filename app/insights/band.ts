/** What is usual in a kind of business. */
export type Band = { from: number; to: number };

export type Standing = "below" | "within" | "above";

/** Both ends of the band belong to it. @throws RangeError where it is none, or the value is not finite */
export function standingIn({ from, to }: Band, value: number): Standing {
  if (!(from <= to)) throw new RangeError(`The band is from ${from} to ${to}; allowed: two numbers, the smaller one first`);
  if (!Number.isFinite(value)) throw new RangeError(`The value is ${value}; allowed: a finite number`);
  if (value < from) return "below";
  return value > to ? "above" : "within";
}
