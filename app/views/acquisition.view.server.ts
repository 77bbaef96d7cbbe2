import { acquisitionFigures, paybackCurve } from "#app/acquisition/acquisition-figures.ts";
import { CostChanges } from "#app/acquisition/cost-changes.ts";
import { readCosts } from "#app/acquisition/costs.repo.server.ts";
import type { ChannelArrivals } from "#app/acquisition/channel.ts";
import { figuresByChannel } from "#app/acquisition/figures-by-channel.ts";
import { findArrivalsRun, readArrivals, readChannelArrivals } from "#app/acquisition/read-arrivals.repo.server.ts";
import { foldChannel, type Spend } from "#app/acquisition/spend.ts";
import { createSpeller } from "#app/acquisition/spell-channel.ts";
import { type ShopTransaction, withShop } from "#app/db/with-shop.server.ts";
import type { Deps } from "#app/deps.server.ts";
import { localDay } from "#app/time/local-day.ts";
import { addMonths, monthOfDay, monthsBetween } from "#app/time/months.ts";
import { type AcquisitionQuery, choosePeriod } from "./acquisition-query.ts";

const CHANGES_SHOWN = 10;
const AMOUNTS_SHOWN = 5;
/** Channels that have a column of their own to type in, without those that have spend noted. */
const COLUMNS_OFFERED = 8;

type Shop = { id: bigint; currency: string; timeZone: string };

/** What customers cost by channel, and what they are worth: from what a run keeps of first orders, and what is said of costs. */
export async function viewAcquisition({ db, clock }: Pick<Deps, "db" | "clock">, shop: Shop, query: AcquisitionQuery) {
  return withShop(db, shop.id, async (tx) => {
    const costs = await readCosts(tx, shop);
    const run = await findArrivalsRun(tx, shop.id);
    const all = run === null ? [] : await readArrivals(tx, run);
    // Of the day on which a run looked, not all orders were there yet.
    const lastDay = run?.observationEnd ?? localDay(clock(), shop.timeZone);
    const last = addMonths(monthOfDay(lastDay), -1);
    const seen = [...all, ...costs.spends].map(({ month }) => month);
    const first = seen.reduce((a, b) => (a < b ? a : b), addMonths(last, -11));
    const period = choosePeriod(query, { first, last });
    const months = monthsBetween(period.from, period.to);
    const spends = costs.spends.filter(({ month }) => months.includes(month));
    // What is spent in the shop's currency is no cost of what was worked out in the one before.
    const isUnread = run !== null && run.currency !== shop.currency;
    const counted = isUnread ? [] : spends;
    const uncounted = [...costs.left, ...(isUnread ? spends : [])];
    const terms = { months, business: query.business, grossMargin: costs.grossMargin, isProven: run?.isProven ?? false, uncounted };
    const byChannel = run === null ? [] : await readChannelArrivals(tx, run, period);
    return {
      period,
      choices: monthsBetween(first, last),
      business: query.business,
      current: run && {
        computedAt: run.computedAt.toISOString(),
        horizonDays: run.horizonDays,
        isSpendUnread: isUnread && spends.length > 0,
        all: acquisitionFigures(all, counted, terms),
        curve: paybackCurve(all, counted, terms),
        byChannel: figuresByChannel({ arrivals: byChannel, spends: counted, channels: run.channels }, terms),
      },
      costs: { ...costs, spends },
      columns: offeredColumns(byChannel, spends),
      changes: await readChanges(tx, shop.id),
    };
  });
}

/** The channels with the most new customers in these months, and each that has spend noted. */
function offeredColumns(arrivals: readonly ChannelArrivals[], spends: readonly Spend[]): string[] {
  const customers = new Map<string, number>();
  for (const { channel, customers: came } of arrivals) {
    if (channel.kind === "named") customers.set(channel.name, (customers.get(channel.name) ?? 0) + came);
  }
  const most = [...customers].toSorted(([, a], [, b]) => b - a).slice(0, COLUMNS_OFFERED);
  const spell = createSpeller(spends.map(({ channel }) => channel));
  const columns = [...most.map(([channel]) => channel), ...spends.map(({ channel }) => channel)];
  return [...new Map(columns.map((channel) => [foldChannel(channel), spell(channel)])).values()];
}

async function readChanges(tx: ShopTransaction, shopId: bigint) {
  const rows = await tx.costChange.findMany({ where: { shopId }, orderBy: { version: "desc" }, take: CHANGES_SHOWN });
  return rows.map(({ version, changedAt, staffId, changes }) => {
    const { grossMargin, spends, currency } = CostChanges.parse(changes);
    return { version, changedAt: changedAt.toISOString(), staffId, grossMargin, currency, amounts: spends.length, spends: spends.slice(0, AMOUNTS_SHOWN) };
  });
}
