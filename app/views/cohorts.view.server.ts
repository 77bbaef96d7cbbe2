import { readCosts } from "#app/acquisition/costs.repo.server.ts";
import { foldChannel, type Spend } from "#app/acquisition/spend.ts";
import { type ShopTransaction, withShop } from "#app/db/with-shop.server.ts";
import type { Deps } from "#app/deps.server.ts";
import { findCohortRun, readCohorts, WHOLE_SHOP } from "#app/insights/cohorts.repo.server.ts";
import type { OrderSizeBand } from "#app/insights/order-size.ts";
import { readSplitsOf } from "#app/insights/read-splits.repo.server.ts";
import { dateToDay } from "#app/time/date-to-day.ts";
import { type CohortGroup, cohortGroups } from "./cohort-groups.ts";
import type { CohortsQuery } from "./cohorts-query.ts";
import { shownCohorts } from "./shown-cohorts.ts";

type Shop = { id: bigint; currency: string; currentRunId: bigint | null };

/** A group to choose, with what its key is called or means where the key does not say it. */
export type GroupChoice = Pick<CohortGroup, "name" | "kind" | "key" | "customers"> & {
  productTitle: string | null;
  orderSize: OrderSizeBand | null;
};

/**
 * The cohorts of one group as the address asks for them. What the orders say was added up after the run
 * (storeCohorts): one row is read, however large the shop is.
 */
export async function viewCohorts({ db }: Pick<Deps, "db">, shop: Shop, asked: CohortsQuery) {
  return withShop(db, shop.id, async (tx) => {
    const runId = await findCohortRun(tx, shop.id);
    const { grossMargin, spends } = await readCosts(tx, shop);
    const query: CohortsQuery = asked.measure === "margin" && grossMargin === null ? { ...asked, measure: "net" } : asked;
    const shown = runId === null ? null : await readShown(tx, { shopId: shop.id, runId }, query, { grossMargin, spends });
    return { query, grossMargin, isScored: shop.currentRunId !== null, isBehind: runId !== shop.currentRunId, shown };
  });
}

async function readShown(
  tx: ShopTransaction,
  run: { shopId: bigint; runId: bigint },
  { length, measure, cut, group: wanted }: CohortsQuery,
  { grossMargin, spends }: { grossMargin: number | null; spends: readonly Spend[] },
) {
  const { startedAt, finishedAt, observationEnd, currency } = await tx.scoreRun.findUniqueOrThrow({
    where: { shopId_id: { shopId: run.shopId, id: run.runId } },
    select: { startedAt: true, finishedAt: true, observationEnd: true, currency: true },
  });
  const splits = cut === null ? null : await readSplitsOf(tx, run);
  const groups = cut === null || splits === null ? [] : cohortGroups(splits.cells[cut]);
  const group = wanted === null ? groups[0] : groups.find(({ name }) => name === wanted);
  const isMissing = cut !== null && group === undefined;
  const place = cut === null ? WHOLE_SHOP : group === undefined ? null : { cut, place: group.place };
  const sums = place === null ? [] : await readCohorts(tx, run, place);
  const own = spendsOf(spends, cut, group);
  const choices = groups.map(({ name, kind, key, customers }): GroupChoice => ({
    name, kind, key, customers,
    productTitle: cut === "firstProduct" && key !== null ? (splits?.productTitles.get(key) ?? null) : null,
    orderSize: cut === "orderSize" && key !== null ? (splits?.orderSizeBands[Number(key)] ?? null) : null,
  }));
  return {
    computedAt: (finishedAt ?? startedAt).toISOString(),
    currency,
    choices,
    /** The name of the one that is shown; null: all customers, or a group that is not there. */
    group: group?.name ?? null,
    isMissing,
    ...shownCohorts(sums, {
      observationEnd: dateToDay(observationEnd),
      length,
      measure,
      grossMargin,
      spendOf: (month) => own.reduce<number | null>((sum, spend) => (spend.month === month ? (sum ?? 0) + spend.amountMinor : sum), null),
    }),
  };
}

/** Spend is noted by channel: of any other cut nobody can say what its customers cost. */
function spendsOf(spends: readonly Spend[], cut: CohortsQuery["cut"], group: CohortGroup | undefined): readonly Spend[] {
  if (cut === null) return spends;
  if (cut !== "channel" || group?.key == null) return [];
  const folded = foldChannel(group.key);
  return spends.filter(({ channel }) => foldChannel(channel) === folded);
}

export type CohortsView = Awaited<ReturnType<typeof viewCohorts>>;
export type ShownCohorts = NonNullable<CohortsView["shown"]>;
