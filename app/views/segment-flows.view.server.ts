import { z } from "zod";
import type { ScoreRun } from "#app/db/generated/client.ts";
import type { ShopTransaction } from "#app/db/with-shop.server.ts";
import { flowSortingOf } from "#app/segments/flow-sorting.ts";
import { resorts } from "#app/segments/resorts.ts";
import { SegmentBorders } from "#app/segments/segment-borders.ts";
import { findFlowMoments, readFlows } from "#app/segments/segment-flows.repo.server.ts";
import { flowPeriods } from "./flow-periods.ts";

const Places = z.array(z.object({ place: z.string() }));

/** Who went from which segment to which until now, since some moments before; `beganAt` is null where none is on record. */
export async function readSegmentFlows(tx: ShopTransaction, { shopId, id: runId, startedAt, finishedAt, borders }: ScoreRun) {
  const moments = await findFlowMoments(tx, shopId);
  // Since the run itself there is nothing to compare yet: there will be after the next one.
  const before = moments.filter((it) => it.runId < runId);
  const periods = flowPeriods(before, finishedAt ?? startedAt);
  const flows = await readFlows(tx, shopId, [...new Set(periods.map(({ moment }) => moment.runId))]);
  const { definitionVersion, basis } = flowSortingOf(SegmentBorders.parse(borders));
  const versions = await tx.segmentDefinition.findMany({
    where: { shopId, version: { gt: flows[0]?.sorting.definitionVersion ?? definitionVersion, lte: definitionVersion } },
    orderBy: { version: "asc" },
    omit: { definition: true },
  });
  const shown = periods.flatMap(({ days, moment }) => {
    // A night may end between the two readings, and with it a moment that is older than is kept.
    const flow = flows.find(({ runId }) => runId === moment.runId);
    if (!flow) return [];
    const { since, sorting, value, stage } = flow;
    const newer = versions.filter(({ version }) => version > sorting.definitionVersion);
    const of = (dimension: "value" | "stage", counts: number[][]) => ({
      counts,
      /** Settings that customers were sorted anew by meanwhile. */
      resortedBy: newer.filter(({ changes }) => resorts(dimension, Places.parse(changes))).map(({ version, changedAt }) => ({ version, changedAt: changedAt.toISOString() })),
      /** Whether predictions counted then or count now, and not both. */
      basisChanged: sorting.basis[dimension] !== basis[dimension],
    });
    return [{ days, since: since.toISOString(), value: of("value", value), stage: of("stage", stage) }];
  });
  return { beganAt: moments[0]?.since.toISOString() ?? null, periods: shown };
}
