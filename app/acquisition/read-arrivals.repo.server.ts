import type { ShopTransaction } from "../db/with-shop.server.ts";
import { CohortSums } from "../insights/cohort-sums.ts";
import { findCohortRun, WHOLE_SHOP } from "../insights/cohorts.repo.server.ts";
import { ShopSplits } from "../insights/shop-splits.ts";
import { SegmentBorders } from "../segments/segment-borders.ts";
import { dateToDay } from "../time/date-to-day.ts";
import type { Arrivals } from "./acquisition-figures.ts";
import { arrivalsOf } from "./arrivals-of.ts";
import { type ChannelArrivals, namedChannel, OTHER_CHANNELS, UNKNOWN_CHANNEL } from "./channel.ts";

export type FoundArrivals = {
  /** Of the run that they were worked out after. */
  computedAt: Date;
  observationEnd: number;
  horizonDays: number;
  /** Whether its back-test speaks for what it predicts. */
  isProven: boolean;
  all: Arrivals[];
  byChannel: ChannelArrivals[];
};

/** Who first bought when and through which channel, and what they brought since; null before that was worked out for the first time. */
export async function readArrivals(tx: ShopTransaction, shopId: bigint): Promise<FoundArrivals | null> {
  const runId = await findCohortRun(tx, shopId);
  if (runId === null) return null;
  const run = await tx.scoreRun.findUniqueOrThrow({ where: { shopId_id: { shopId, id: runId } } });
  const rows = await tx.cohortGroup.findMany({ where: { shopId, runId, cut: { in: [WHOLE_SHOP.cut, "channel"] } } });
  const observationEnd = dateToDay(run.observationEnd);
  const groups = rows.map(({ cut, place, cohorts }) => ({ cut, place, arrivals: arrivalsOf(CohortSums.array().parse(cohorts), observationEnd) }));
  const { top } = ShopSplits.parse(run.splits).cells.channel;
  return {
    computedAt: run.finishedAt ?? run.startedAt,
    observationEnd,
    horizonDays: run.horizonDays,
    isProven: SegmentBorders.parse(run.borders).standing === "proven",
    all: groups.filter(({ cut }) => cut === WHOLE_SHOP.cut).flatMap(({ arrivals }) => arrivals),
    byChannel: groups.filter(({ cut }) => cut === "channel").flatMap(({ place, arrivals }) => {
      // Behind those with a cell of their own stand all others together.
      const cell = top[place];
      const channel = cell === undefined ? OTHER_CHANNELS : cell.key === null ? UNKNOWN_CHANNEL : namedChannel(cell.key);
      return arrivals.map((it) => ({ ...it, channel }));
    }),
  };
}
