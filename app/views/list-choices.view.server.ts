import { listViews } from "#app/customers/saved-views.repo.server.ts";
import type { Database } from "#app/db/database.server.ts";
import { withShop } from "#app/db/with-shop.server.ts";
import { readSplits } from "#app/insights/read-splits.repo.server.ts";
import { cohortGroups } from "./cohort-groups.ts";
import type { GroupChoice } from "./cohorts.view.server.ts";

/** By where customers came from the list can be narrowed. */
export type OriginCut = "channel" | "country" | "firstProduct";
export type OriginChoices = Record<OriginCut, GroupChoice[]>;

/** What the list can be narrowed to: the views that staff have saved, and the largest groups of the current run. */
export async function viewListChoices(db: Database, shopId: bigint) {
  return withShop(db, shopId, async (tx) => {
    const splits = await readSplits(tx, shopId);
    const choicesOf = (cut: OriginCut): GroupChoice[] =>
      (splits === null ? [] : cohortGroups(splits.cells[cut])).flatMap(({ name, kind, key, customers }) =>
        key === null ? [] : [{ name, kind, key, customers, productTitle: splits?.productTitles.get(key) ?? null, orderSize: null }]);
    const origins: OriginChoices = { channel: choicesOf("channel"), country: choicesOf("country"), firstProduct: choicesOf("firstProduct") };
    return { origins, views: await listViews(tx, shopId) };
  });
}
