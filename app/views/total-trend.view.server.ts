import type { ShopTransaction } from "#app/db/with-shop.server.ts";
import { RunInterval } from "#app/scoring/run-interval.ts";
import { SegmentBorders } from "#app/segments/segment-borders.ts";
import { sumOfTiers, TierTotals } from "#app/segments/tier-totals.ts";
import { dateToDay } from "#app/time/date-to-day.ts";
import { dayName } from "#app/time/day-name.ts";

/** Half a year of nights. */
const DAYS = 180;

/** What all customers were worth at the end of each day with a run, the oldest first, and by which definition. */
export async function readTotalTrend(tx: ShopTransaction, shopId: bigint) {
  const runs = await tx.scoreRun.findMany({
    where: { shopId, finishedAt: { not: null } },
    select: { observationEnd: true, currency: true, horizonDays: true, tiers: true, interval: true, borders: true },
    orderBy: [{ observationEnd: "desc" }, { id: "desc" }],
    take: DAYS,
  });
  const [newest] = runs;
  // An amount of another currency is of no line with these; of several runs on a day the last says what it came to.
  const sameCurrency = runs.filter(({ currency }) => currency === newest!.currency);
  const lastOfDay = sameCurrency.filter(({ observationEnd }, index) => observationEnd.getTime() !== sameCurrency[index - 1]?.observationEnd.getTime());
  return lastOfDay.toReversed().map(({ observationEnd, horizonDays, tiers, interval, borders }) => {
    const { historicValueMinor, lifetimeValueMinor } = sumOfTiers(TierTotals.parse(tiers));
    const range = interval === null ? null : RunInterval.parse(interval).total;
    return {
      day: dayName(dateToDay(observationEnd)),
      lifetimeValueMinor,
      range: range && { lowerMinor: historicValueMinor + range.lowerMinor, upperMinor: historicValueMinor + range.upperMinor },
      horizonDays,
      definitionVersion: SegmentBorders.parse(borders).definitionVersion,
    };
  });
}
