import { fields, finite, refuse } from "#app/math/check-shape.ts";

/** What is usual in a kind of business. */
export type Band = { from: number; to: number };

export type Standing = "below" | "within" | "above";

const checkBand = fields({ from: finite, to: finite });

/** Both ends of the band belong to it. @throws RangeError where it is none, or the value is not finite */
export function standingIn(band: Band, value: number): Standing {
  checkBand("band", band);
  finite("value", value);
  const { from, to } = band;
  if (from > to) refuse("band.from", from, `a finite number up to band.to, ${to}`);
  if (value < from) return "below";
  return value > to ? "above" : "within";
}
