import { z } from "zod";
import { GroupChance } from "../scoring/group-interval.ts";

/** What is kept of a segment: its customers, and what they are worth together. */
export const SEGMENT_SUMS = {
  customers: z.number().int(),
  historicValueMinor: z.number().int(),
  predictedValueMinor: z.number().int(),
  /** Of the predicted value; null in runs from before it was kept. */
  chance: GroupChance.nullable().default(null),
};

export type SegmentSums = z.infer<z.ZodObject<typeof SEGMENT_SUMS>>;

const NO_CHANCE: GroupChance = { buyers: 0, lowerMinor: 0, upperMinor: 0, varianceMinor: 0, logNothing: 0 };

export const NOBODY: SegmentSums = { customers: 0, historicValueMinor: 0, predictedValueMinor: 0, chance: NO_CHANCE };

type Minor = number | bigint;
type Scored = {
  valueTier: string;
  stage: string;
  purchases: number;
  historicValueMinor: Minor;
  predictedValueMinor: Minor;
  predictedLowerMinor: Minor | null;
  predictedUpperMinor: Minor | null;
  predictedVariance: number | null;
  logNothing: number | null;
};

/** A customer's row as it was and as it is; null where there is none. */
export type ScoredChange = { before: Scored | null; after: Scored | null };

/** A dimension's sums once a customer's row changed. */
export function moveInTotals<Total extends SegmentSums>(totals: Total[], { before, after }: ScoredChange, isOf: (total: Total, row: Scored) => boolean): Total[] {
  const partOf = (row: Scored | null, total: Total) => (row && isOf(total, row) ? sumsOfOne(row) : NOBODY);
  return totals.map((total) => {
    const lost = partOf(before, total);
    const won = partOf(after, total);
    return {
      ...total,
      customers: total.customers - lost.customers + won.customers,
      historicValueMinor: total.historicValueMinor - lost.historicValueMinor + won.historicValueMinor,
      predictedValueMinor: total.predictedValueMinor - lost.predictedValueMinor + won.predictedValueMinor,
      chance: total.chance && lost.chance && won.chance && moveChance(total.chance, lost.chance, won.chance),
    };
  });
}

function sumsOfOne({ purchases, historicValueMinor, predictedValueMinor, predictedLowerMinor, predictedUpperMinor, predictedVariance, logNothing }: Scored): SegmentSums {
  const isDrawn = predictedLowerMinor !== null && predictedUpperMinor !== null && predictedVariance !== null && logNothing !== null;
  return {
    customers: 1,
    historicValueMinor: Number(historicValueMinor),
    predictedValueMinor: Number(predictedValueMinor),
    chance: isDrawn
      ? { buyers: purchases > 0 ? 1 : 0, lowerMinor: Number(predictedLowerMinor), upperMinor: Number(predictedUpperMinor), varianceMinor: predictedVariance, logNothing }
      : null,
  };
}

/** Where nearly all of a sum goes, its last digit may be left with the wrong sign. */
function moveChance(chance: GroupChance, lost: GroupChance, won: GroupChance): GroupChance {
  const moved = (name: keyof GroupChance) => chance[name] - lost[name] + won[name];
  return {
    buyers: moved("buyers"),
    lowerMinor: moved("lowerMinor"),
    upperMinor: moved("upperMinor"),
    varianceMinor: Math.max(0, moved("varianceMinor")),
    logNothing: Math.min(0, moved("logNothing")),
  };
}
