import { z } from "zod";

/** What is kept of a segment: its customers, and what they are worth together. */
export const SEGMENT_SUMS = {
  customers: z.number().int(),
  historicValueMinor: z.number().int(),
  predictedValueMinor: z.number().int(),
};

type Sums = { [name in keyof typeof SEGMENT_SUMS]: number };

type Scored = { valueTier: string; stage: string; historicValueMinor: number | bigint; predictedValueMinor: number | bigint };

/** A customer's row as it was and as it is; null where there is none. */
export type ScoredChange = { before: Scored | null; after: Scored | null };

/** A dimension's sums once a customer's row changed. */
export function moveInTotals<Total extends Sums>(totals: Total[], { before, after }: ScoredChange, isOf: (total: Total, row: Scored) => boolean): Total[] {
  const partOf = (row: Scored | null, total: Total): Sums =>
    row && isOf(total, row)
      ? { customers: 1, historicValueMinor: Number(row.historicValueMinor), predictedValueMinor: Number(row.predictedValueMinor) }
      : { customers: 0, historicValueMinor: 0, predictedValueMinor: 0 };
  return totals.map((total) => {
    const lost = partOf(before, total);
    const won = partOf(after, total);
    return {
      ...total,
      customers: total.customers - lost.customers + won.customers,
      historicValueMinor: total.historicValueMinor - lost.historicValueMinor + won.historicValueMinor,
      predictedValueMinor: total.predictedValueMinor - lost.predictedValueMinor + won.predictedValueMinor,
    };
  });
}
