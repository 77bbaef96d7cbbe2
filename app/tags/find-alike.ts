import { normalQuantile } from "../math/normal-quantile.ts";
import { rankSum } from "../math/rank-sum.ts";
import type { ScoreRow } from "../segments/score-row.ts";
import { STAGES } from "../segments/stage.ts";
import { VALUE_TIERS } from "../segments/value-tier.ts";

export type Alike = { dimension: "value" | "stage"; segments: [string, string]; customers: [number, number]; z: number };

/** Of fewer a rank test tells nothing. */
const LEAST = 8;

/** Two-sided, at 5 %. */
const DIFFERENT_FROM_Z = normalQuantile(0.975);

/** Neighbours whose customers' lifetime values a Mann–Whitney test cannot tell apart. */
export function findAlike(customers: readonly ScoreRow[]): Alike[] {
  const valuesOf = (key: "valueTier" | "stage", segment: string) =>
    Float64Array.from(customers.filter((it) => it[key] === segment), (it) => it.lifetimeValueMinor);
  const neighbours = (dimension: Alike["dimension"], key: "valueTier" | "stage", segments: readonly string[]) =>
    segments.slice(1).flatMap((second, index): Alike[] => {
      const pair: [string, string] = [segments[index]!, second];
      const [upper, lower] = [valuesOf(key, pair[0]), valuesOf(key, pair[1])];
      if (upper.length < LEAST || lower.length < LEAST) return [];
      const { z } = rankSum(upper, lower);
      return Math.abs(z) >= DIFFERENT_FROM_Z ? [] : [{ dimension, segments: pair, customers: [upper.length, lower.length], z }];
    });
  return [...neighbours("value", "valueTier", VALUE_TIERS), ...neighbours("stage", "stage", STAGES)];
}
