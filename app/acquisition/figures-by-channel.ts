import { type AcquisitionFigures, acquisitionFigures, type Terms } from "./acquisition-figures.ts";
import { type Channel, type ChannelArrivals, namedChannel } from "./channel.ts";
import { foldChannel, type Spend } from "./spend.ts";

export type ChannelFigures = AcquisitionFigures & { channel: Channel; /** Whether a first order ever came through it. */ isOwn: boolean };

type Known = { arrivals: readonly ChannelArrivals[]; spends: readonly Spend[]; /** Of the shop, in other months, too. */ channels: readonly Channel[] };

/** The figures of each channel, the most spent first, then the most customers. */
export function figuresByChannel({ arrivals, spends, channels: known }: Known, terms: Terms): ChannelFigures[] {
  const spellings = new Map(known.map((channel) => [keyOf(channel), channel]));
  const own = Map.groupBy(arrivals, ({ channel }) => keyOf(channel));
  const uncounted = Map.groupBy(terms.uncounted, ({ channel }) => keyOf(namedChannel(channel)));
  const spent = Map.groupBy(spends, ({ channel }) => keyOf(namedChannel(channel)));
  // As the shop spells it where it knows it.
  const channels = new Map([
    ...Array.from(spent, ([key, [first]]) => [key, namedChannel(first!.channel)] as const),
    ...Array.from(own, ([key, [first]]) => [key, first!.channel] as const),
    ...spellings,
  ]);
  const figures = Array.from(channels, ([key, channel]) => ({
    channel,
    isOwn: own.has(key) || spellings.has(key),
    ...acquisitionFigures(own.get(key) ?? [], spent.get(key) ?? [], { ...terms, uncounted: uncounted.get(key) ?? [] }),
  }));
  const said = figures.filter(({ newCustomers, spendMinor }) => newCustomers > 0 || spendMinor !== null);
  return said.toSorted((a, b) => (b.spendMinor ?? -1) - (a.spendMinor ?? -1) || b.newCustomers - a.newCustomers);
}

function keyOf(channel: Channel): string {
  return channel.kind === "named" ? `named ${foldChannel(channel.name)}` : channel.kind;
}
