import type { ShopTransaction } from "../db/with-shop.server.ts";
import { findCohortRun, WHOLE_SHOP } from "../insights/cohorts.repo.server.ts";
import { ShopSplits } from "../insights/shop-splits.ts";
import { SegmentBorders } from "../segments/segment-borders.ts";
import { dateToDay } from "../time/date-to-day.ts";
import type { Arrivals } from "./acquisition-figures.ts";
import { arrivalsOf, type KeptCohort } from "./arrivals-of.ts";
import { type Channel, type ChannelArrivals, namedChannel, OTHER_CHANNELS, UNKNOWN_CHANNEL } from "./channel.ts";

/** The run whose first orders are kept, as far as figures of acquisition go. */
export type ArrivalsRun = {
  shopId: bigint;
  runId: bigint;
  computedAt: Date;
  currency: string;
  observationEnd: number;
  horizonDays: number;
  /** Whether its back-test speaks for what it predicts. */
  isProven: boolean;
  /** Those that have a group of their own, in its place. */
  channels: Channel[];
};

/** Null before first orders were counted for the first time. */
export async function findArrivalsRun(tx: ShopTransaction, shopId: bigint): Promise<ArrivalsRun | null> {
  const runId = await findCohortRun(tx, shopId);
  if (runId === null) return null;
  const run = await tx.scoreRun.findUniqueOrThrow({
    where: { shopId_id: { shopId, id: runId } },
    select: { startedAt: true, finishedAt: true, currency: true, observationEnd: true, horizonDays: true, splits: true, borders: true },
  });
  return {
    shopId,
    runId,
    computedAt: run.finishedAt ?? run.startedAt,
    currency: run.currency,
    observationEnd: dateToDay(run.observationEnd),
    horizonDays: run.horizonDays,
    isProven: SegmentBorders.parse(run.borders).standing === "proven",
    channels: ShopSplits.parse(run.splits).cells.channel.top.map(({ key }) => (key === null ? UNKNOWN_CHANNEL : namedChannel(key))),
  };
}

/** Who first bought in each month, through whatever channel, and what they brought since; the oldest first. */
export async function readArrivals(tx: ShopTransaction, run: ArrivalsRun): Promise<Arrivals[]> {
  return arrivalsOf(await readKept(tx, run, WHOLE_SHOP.cut, EVER), run.observationEnd);
}

/** The same by channel, of some months: all of them would be megabytes in an old shop of many channels. */
export async function readChannelArrivals(tx: ShopTransaction, run: ArrivalsRun, months: Months): Promise<ChannelArrivals[]> {
  const kept = await readKept(tx, run, "channel", months);
  // Behind those with a group of their own stand all others together.
  return arrivalsOf(kept, run.observationEnd).map((it, index) => ({ ...it, channel: run.channels[kept[index]!.place] ?? OTHER_CHANNELS }));
}

/** Both ends included. */
type Months = { from: string; to: string };

const EVER: Months = { from: "0000-01", to: "9999-12" };

function readKept(tx: ShopTransaction, { shopId, runId }: ArrivalsRun, cut: "channel" | typeof WHOLE_SHOP.cut, { from, to }: Months) {
  return tx.$queryRaw<(KeptCohort & { place: number })[]>`
    SELECT place, cohort->>'month' AS month, (cohort->>'customers')::integer AS customers,
      (cohort->>'predictedMinor')::float8 AS "predictedMinor", cohort->'netMinor' AS "netMinor"
    FROM cohort_groups, jsonb_array_elements(cohorts) AS cohort
    WHERE shop_id = ${shopId} AND run_id = ${runId} AND cut = ${cut} AND cohort->>'month' BETWEEN ${from} AND ${to}
    ORDER BY month`;
}
