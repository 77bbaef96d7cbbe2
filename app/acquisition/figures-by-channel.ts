import { type AcquisitionFigures, acquisitionFigures, type Arrivals, type Terms } from "./acquisition-figures.ts";
import { foldChannel, type Spend } from "./spend.ts";

export type ChannelArrivals = Arrivals & { /** Of the first order; null where it is not known. */ channel: string | null };

export type ChannelFigures = AcquisitionFigures & { channel: string | null; /** Whether a first order ever came through it. */ isOwn: boolean };

/** The figures of each channel, the most spent first, then the most customers. */
export function figuresByChannel(arrivals: readonly ChannelArrivals[], spends: readonly Spend[], terms: Terms): ChannelFigures[] {
  const own = byChannel(arrivals);
  const spent = byChannel(spends);
  const channels = new Map([...spent, ...own].map(([folded, [first]]) => [folded, first!.channel]));
  const figures = [...channels].map(([folded, channel]) => ({
    channel,
    isOwn: own.has(folded),
    ...acquisitionFigures(own.get(folded) ?? [], spent.get(folded) ?? [], terms),
  }));
  const said = figures.filter(({ newCustomers, spendMinor }) => newCustomers > 0 || spendMinor !== null);
  return said.toSorted((a, b) => (b.spendMinor ?? -1) - (a.spendMinor ?? -1) || b.newCustomers - a.newCustomers);
}

function byChannel<Row extends { channel: string | null }>(rows: readonly Row[]): Map<string | null, Row[]> {
  return Map.groupBy(rows, ({ channel }) => (channel === null ? null : foldChannel(channel)));
}
