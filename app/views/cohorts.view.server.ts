import { readCosts } from "#app/acquisition/costs.repo.server.ts";
import { foldChannel, type Spend, type SpendPlace } from "#app/acquisition/spend.ts";
import { type ShopTransaction, withShop } from "#app/db/with-shop.server.ts";
import type { Deps } from "#app/deps.server.ts";
import type { CohortCut } from "#app/insights/cohort-cuts.ts";
import type { CohortSums } from "#app/insights/cohort-sums.ts";
import { findCohortRun, readCohorts, readFirstGroups, WHOLE_SHOP } from "#app/insights/cohorts.repo.server.ts";
import type { OrderSizeBand } from "#app/insights/order-size.ts";
import { type NamedSplits, readSplitsOf } from "#app/insights/read-splits.repo.server.ts";
import { dateToDay } from "#app/time/date-to-day.ts";
import { type CohortGroup, cohortGroups } from "./cohort-groups.ts";
import { type CohortsQuery, comparesGroups } from "./cohorts-query.ts";
import { type ShownCohort, shownCohorts, type ShownRow, shownTogether, type Terms } from "./shown-cohorts.ts";

/** More groups side by side are a list, and no comparison. */
const MOST_COMPARED = 10;

type Shop = { id: bigint; currency: string; currentRunId: bigint | null };
type Run = { shopId: bigint; runId: bigint };

/** A group to choose, with what its key is called or means where the key does not say it. */
export type GroupChoice = Pick<CohortGroup, "name" | "kind" | "key" | "customers"> & {
  productTitle: string | null;
  orderSize: OrderSizeBand | null;
};

/** A group beside others: all its cohorts together. */
export type ComparedGroup = GroupChoice & ShownRow;

/**
 * Why nobody knows what the customers shown cost, where nobody does: nothing is noted for their months and channel, it is
 * noted in a currency that the shop has left, or in one that the shop's orders have not been read in yet.
 */
export type WhyCostless = "not-noted" | "left-currency" | "unread";

export type ShownCohorts = {
  computedAt: string;
  currency: string;
  whyCostless: WhyCostless;
  /** The groups of the cut; none where there is no cut. */
  choices: GroupChoice[];
  /** Of all customers, or of the group that is asked for; none where there is no such group, or where groups are compared. */
  cohorts: ShownCohort[];
  all: ShownRow;
  /** The largest groups of the cut side by side, with as many months as all customers; none where one of them is shown. */
  compared: ComparedGroup[];
};

/**
 * The cohorts of one group as the address asks for them, or the groups of a cut side by side. What the orders say was
 * added up after the run (storeCohorts): one row a group is read, however large the shop is.
 */
export async function viewCohorts({ db }: Pick<Deps, "db">, shop: Shop, asked: CohortsQuery) {
  return withShop(db, shop.id, async (tx) => {
    const runId = await findCohortRun(tx, shop.id);
    const { grossMargin, spends, left } = await readCosts(tx, shop);
    const query: CohortsQuery = {
      ...asked,
      ...(asked.measure === "margin" && grossMargin === null && { measure: "net" }),
      // A sum says no more than which group is the largest; and of a month more customers have been watched than of a quarter.
      ...(comparesGroups(asked) && { per: "customer", length: "month" }),
    };
    const shown = runId === null ? null : await readShown(tx, { shopId: shop.id, runId }, query, { grossMargin, noted: spends, notedIn: shop.currency, left });
    return { query, grossMargin, isScored: shop.currentRunId !== null, isBehind: runId !== shop.currentRunId, shown };
  });
}

async function readShown(
  tx: ShopTransaction,
  run: Run,
  { length, measure, cut, group: wanted }: CohortsQuery,
  { grossMargin, noted, notedIn, left }: { grossMargin: number | null; noted: readonly Spend[]; notedIn: string; left: readonly SpendPlace[] },
): Promise<ShownCohorts> {
  const { startedAt, finishedAt, observationEnd, currency } = await tx.scoreRun.findUniqueOrThrow({
    where: { shopId_id: { shopId: run.shopId, id: run.runId } },
    select: { startedAt: true, finishedAt: true, observationEnd: true, currency: true },
  });
  // What is spent in the shop's currency is no cost of what was worked out in the one before.
  const [spends, unread] = currency === notedIn ? [noted, []] : [[], noted];
  const splits = cut === null ? null : await readSplitsOf(tx, run);
  const groups = cut === null || splits === null ? [] : cohortGroups(splits.cells[cut]);
  const choices = groups.map((group) => choiceOf(group, cut, splits));
  const common = { computedAt: (finishedAt ?? startedAt).toISOString(), currency, choices };
  const termsOf = (own: readonly Spend[]): Terms => ({
    observationEnd: dateToDay(observationEnd),
    length,
    measure,
    grossMargin,
    spendOf: (month) => own.reduce<number | null>((sum, spend) => (spend.month === month ? (sum ?? 0) + spend.amountMinor : sum), null),
  });
  if (cut === null) {
    const sums = await readCohorts(tx, run, WHOLE_SHOP);
    return { ...common, ...shownCohorts(sums, termsOf(spends)), whyCostless: whyCostless(sums, unread, left), compared: [] };
  }
  if (wanted !== null) {
    const group = groups.find(({ name }) => name === wanted);
    const sums = group === undefined ? [] : await readCohorts(tx, run, { cut, place: group.place });
    const own = <S extends SpendPlace>(of: readonly S[]) => (group === undefined ? [] : spendsOf(of, cut, group));
    return { ...common, ...shownCohorts(sums, termsOf(own(spends))), whyCostless: whyCostless(sums, own(unread), own(left)), compared: [] };
  }
  // Beside groups of which nobody knows what they cost the whole shop's cost says nothing.
  const ofAll = await readCohorts(tx, run, WHOLE_SHOP);
  const all = shownTogether(ofAll, termsOf(cut === "channel" ? spends : []));
  const sums = await readFirstGroups(tx, run, cut, MOST_COMPARED);
  const compared = groups.slice(0, MOST_COMPARED).map((group, index): ComparedGroup => {
    const row = shownTogether(sums.get(group.place) ?? [], termsOf(spendsOf(spends, cut, group)));
    return { ...choices[index]!, ...row, cells: all.cells.map((_, month) => row.cells[month] ?? null) };
  });
  return { ...common, cohorts: [], all, whyCostless: whyCostless(ofAll, unread, left), compared };
}

function whyCostless(sums: readonly CohortSums[], unread: readonly SpendPlace[], left: readonly SpendPlace[]): WhyCostless {
  const isShown = (spend: SpendPlace) => sums.some(({ month }) => month === spend.month);
  if (unread.some(isShown)) return "unread";
  return left.some(isShown) ? "left-currency" : "not-noted";
}

function choiceOf({ name, kind, key, customers }: CohortGroup, cut: CohortCut | null, splits: NamedSplits | null): GroupChoice {
  return {
    name, kind, key, customers,
    productTitle: cut === "firstProduct" && key !== null ? (splits?.productTitles.get(key) ?? null) : null,
    orderSize: cut === "orderSize" && key !== null ? (splits?.orderSizeBands[Number(key)] ?? null) : null,
  };
}

/** Spend is noted by channel: of any other cut nobody can say what its customers cost. */
function spendsOf<S extends SpendPlace>(spends: readonly S[], cut: CohortCut, { key }: CohortGroup): readonly S[] {
  if (cut !== "channel" || key === null) return [];
  const folded = foldChannel(key);
  return spends.filter(({ channel }) => foldChannel(channel) === folded);
}

export type CohortsView = Awaited<ReturnType<typeof viewCohorts>>;
