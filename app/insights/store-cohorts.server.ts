import { withShop, withShopConnection } from "../db/with-shop.server.ts";
import type { Deps } from "../deps.server.ts";
import { findCurrentBorders } from "../segments/current-borders.repo.server.ts";
import { isByTermsInForce } from "../segments/is-by-terms-in-force.repo.server.ts";
import { COHORT_CUTS } from "./cohort-cuts.ts";
import type { CohortSums } from "./cohort-sums.ts";
import { findSplitRun, replaceCohorts, type StoredGroup, WHOLE_SHOP } from "./cohorts.repo.server.ts";
import { readCohortOrders } from "./read-cohort-orders.repo.server.ts";

/**
 * Works out what the cohorts of the current run's customers brought, whole and in each group of the run's splits, and
 * puts them in place of those of the run before in one step. A pass over the orders of a large shop takes seconds: no
 * page could wait for it, and the run's switch, which live work waits for, does not.
 */
export async function storeCohorts({ db }: Pick<Deps, "db">, { shopId: id }: { shopId: string }): Promise<void> {
  const shopId = BigInt(id);
  const run = await withShop(db, shopId, (tx) => findSplitRun(tx, shopId));
  if (run === null) return;
  const groups = groupsOf(await withShopConnection(db, shopId, (client) => readCohortOrders(client, run)));
  await withShop(db, shopId, async (tx) => {
    const current = await findCurrentBorders(tx, shopId);
    // A run that has taken its place meanwhile has a job of its own, and so has one that is to: by it orders count otherwise already.
    if (current?.runId === run.runId && (await isByTermsInForce(tx, shopId, current))) await replaceCohorts(tx, run, groups);
  });
}

function groupsOf([whole = [], ...cuts]: CohortSums[][][]): StoredGroup[] {
  const parts = COHORT_CUTS.flatMap((cut, index) =>
    cuts[index]!.flatMap((cohorts, place) => (cohorts.length === 0 ? [] : [{ cut, place, cohorts }])));
  // Stands there for nobody, too: by it a page knows whose cohorts it shows.
  return [{ ...WHOLE_SHOP, cohorts: whole[0] ?? [] }, ...parts];
}
