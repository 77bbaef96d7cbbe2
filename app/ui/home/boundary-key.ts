/** The limits that a fit may end at (app/clv), and the locale file's words for each. */
const KEYS = {
  "no customers": "no-customers",
  "no repeat purchases": "no-repeats",
  "no dropout": "no-dropout",
  "certain dropout": "certain-dropout",
  "same dropout probability for everyone": "same-dropout",
  "same dropout rate for everyone": "same-dropout",
  "dropout at once or never": "split-dropout",
  "same purchase rate for everyone": "same-rate",
} as const;

export type BoundaryKey = (typeof KEYS)[keyof typeof KEYS] | "other";

/** @param boundary names of limits, with commas between them */
export function boundaryKeys(boundary: string): BoundaryKey[] {
  const keys = boundary.split(", ").map((name) => (name in KEYS ? KEYS[name as keyof typeof KEYS] : "other"));
  return [...new Set(keys)];
}
