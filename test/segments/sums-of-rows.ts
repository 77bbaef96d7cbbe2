import { expect } from "vitest";
import type { CustomerScore } from "#app/db/generated/client.ts";
import { STAGES } from "#app/segments/stage.ts";
import { VALUE_TIERS } from "#app/segments/value-tier.ts";

/** Added up row by row, in the test. */
export function sumsOfRows(rows: CustomerScore[]) {
  const sumUp = (own: CustomerScore[]) => {
    const sumOf = (numberOf: (row: CustomerScore) => number | bigint | null) => own.reduce((sum, row) => sum + Number(numberOf(row)), 0);
    return {
      customers: own.length,
      historicValueMinor: sumOf((row) => row.historicValueMinor),
      predictedValueMinor: sumOf((row) => row.predictedValueMinor),
      chance: {
        buyers: own.filter(({ purchases }) => purchases > 0).length,
        lowerMinor: sumOf((row) => row.predictedLowerMinor),
        upperMinor: sumOf((row) => row.predictedUpperMinor),
        varianceMinor: expect.closeTo(sumOf((row) => row.predictedVariance), 3),
        logNothing: expect.closeTo(sumOf((row) => row.logNothing), 9),
      },
    };
  };
  return {
    tiers: VALUE_TIERS.map((tier) => ({ tier, ...sumUp(rows.filter((row) => row.valueTier === tier)) })),
    stages: STAGES.map((stage) => ({ stage, ...sumUp(rows.filter((row) => row.stage === stage)) })),
  };
}
