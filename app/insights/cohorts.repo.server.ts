import type { ShopTransaction } from "../db/with-shop.server.ts";
import { dateToDay } from "../time/date-to-day.ts";
import type { CohortCut } from "./cohort-cuts.ts";
import { CohortSums } from "./cohort-sums.ts";
import type { SplitRun } from "./read-cohort-orders.repo.server.ts";
import { ShopSplits } from "./shop-splits.ts";

/** All customers together, which is the one group of its cut. */
export const WHOLE_SHOP = { cut: "all", place: 0 } as const;

export type CohortGroupPlace = { cut: CohortCut; place: number } | typeof WHOLE_SHOP;
export type StoredGroup = CohortGroupPlace & { cohorts: CohortSums[] };

/** The current run with its splits; null where there is none, or one from before there were any. */
export async function findSplitRun(tx: ShopTransaction, shopId: bigint): Promise<SplitRun | null> {
  const { currentRunId: runId } = await tx.shop.findUniqueOrThrow({ where: { id: shopId } });
  if (runId === null) return null;
  const { splits, observationEnd } = await tx.scoreRun.findUniqueOrThrow({ where: { shopId_id: { shopId, id: runId } } });
  return splits === null ? null : { shopId, runId, observationEnd: dateToDay(observationEnd), splits: ShopSplits.parse(splits) };
}

/** Puts a run's groups in place of those of the run before. */
export async function replaceCohorts(tx: ShopTransaction, { shopId, runId }: SplitRun, groups: readonly StoredGroup[]): Promise<void> {
  await tx.cohortGroup.deleteMany({ where: { shopId } });
  await tx.cohortGroup.createMany({ data: groups.map((group) => ({ shopId, runId, ...group })) });
}

/** The run whose cohorts stand there; null before the first. */
export async function findCohortRun(tx: ShopTransaction, shopId: bigint): Promise<bigint | null> {
  const whole = await tx.cohortGroup.findFirst({ where: { shopId, ...WHOLE_SHOP }, select: { runId: true } });
  return whole?.runId ?? null;
}

/** Those of a cut's first groups by their places, each as readCohorts has it; a group that nobody belongs to is left out. */
export async function readFirstGroups(tx: ShopTransaction, { shopId, runId }: { shopId: bigint; runId: bigint }, cut: CohortCut, places: number): Promise<Map<number, CohortSums[]>> {
  const found = await tx.cohortGroup.findMany({ where: { shopId, runId, cut, place: { lt: places } } });
  return new Map(found.map(({ place, cohorts }) => [place, CohortSums.array().parse(cohorts)]));
}

/** The oldest first; none where nobody belongs to the group. */
export async function readCohorts(tx: ShopTransaction, { shopId, runId }: { shopId: bigint; runId: bigint }, group: CohortGroupPlace): Promise<CohortSums[]> {
  const found = await tx.cohortGroup.findUnique({ where: { shopId_runId_cut_place: { shopId, runId, ...group } } });
  return CohortSums.array().parse(found?.cohorts ?? []);
}
