import { z } from "zod";
import { fields, finite, listOf, oneOf } from "../math/check-shape.ts";
import { normalQuantile } from "../math/normal-quantile.ts";
import { rankSum } from "../math/rank-sum.ts";
import type { ScoreRow } from "./score-row.ts";
import { STAGES } from "./stage.ts";
import { VALUE_TIERS } from "./value-tier.ts";

const Counts = z.tuple([z.number().int(), z.number().int()]);

/** Two neighbours, how many customers of each were looked at, and how far they differ: in standard deviations of chance. */
export const Alike = z.discriminatedUnion("dimension", [
  z.object({ dimension: z.literal("value"), segments: z.tuple([z.enum(VALUE_TIERS), z.enum(VALUE_TIERS)]), customers: Counts, z: z.number() }),
  z.object({ dimension: z.literal("stage"), segments: z.tuple([z.enum(STAGES), z.enum(STAGES)]), customers: Counts, z: z.number() }),
]);
export type Alike = z.infer<typeof Alike>;

/** Of fewer a rank test tells nothing. */
const LEAST = 8;

/** Two-sided, at 5 %. */
const DIFFERENT_FROM_Z = normalQuantile(0.975);

const checkCustomers = listOf(fields({ valueTier: oneOf(VALUE_TIERS), stage: oneOf(STAGES), lifetimeValueMinor: finite }));

/** Neighbours whose customers' lifetime values a Mann–Whitney test cannot tell apart. */
export function findAlike(customers: readonly ScoreRow[]): Alike[] {
  checkCustomers("customers", customers);
  const tiers = alikeOf(customers, VALUE_TIERS, ({ valueTier }) => valueTier);
  const stages = alikeOf(customers, STAGES, ({ stage }) => stage);
  return [...tiers.map((it): Alike => ({ dimension: "value", ...it })), ...stages.map((it): Alike => ({ dimension: "stage", ...it }))];
}

type Pair<Segment> = { segments: [Segment, Segment]; customers: [number, number]; z: number };

function alikeOf<Segment extends string>(customers: readonly ScoreRow[], segments: readonly Segment[], segmentOf: (row: ScoreRow) => Segment): Pair<Segment>[] {
  const values = segments.map((segment) =>
    Float64Array.from(customers.filter((it) => segmentOf(it) === segment), (it) => it.lifetimeValueMinor));
  return segments.slice(1).flatMap((second, index): Pair<Segment>[] => {
    const [upper, lower] = [values[index]!, values[index + 1]!];
    if (upper.length < LEAST || lower.length < LEAST) return [];
    const { z } = rankSum(upper, lower);
    return Math.abs(z) >= DIFFERENT_FROM_Z ? [] : [{ segments: [segments[index]!, second], customers: [upper.length, lower.length], z }];
  });
}
