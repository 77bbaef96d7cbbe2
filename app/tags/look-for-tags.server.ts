import type { WriteRun } from "../db/generated/client.ts";
import { withShop } from "../db/with-shop.server.ts";
import type { Deps } from "../deps.server.ts";
import { type Found, hasYes } from "./asked.ts";
import { type Searched, searchTagged } from "./search-tagged.server.ts";
import { TAGGED_IN_BULK } from "./tagged-in-bulk.graphql.ts";
import { takeOverTags } from "./take-over-tags.repo.server.ts";
import { findUnsoughtTags } from "./unsought-tags.repo.server.ts";
import { changeWriteRun } from "./write-run.repo.server.ts";

/**
 * Before names are first written, customers who carry them already are looked for: an app that was removed without its
 * clean exit has left tags behind, and staff may have typed some. From then on they are remembered, and each customer
 * ends with one of a dimension. What we do not remember to have written waits for the merchant's yes; who has
 * everything removed has said so.
 *
 * @returns tags of which only the merchant can say whose they are; null: there are none, or they were taken over with a yes
 */
export async function lookForTags(deps: Pick<Deps, "db" | "shopify" | "clock">, run: WriteRun, scoreRunId: bigint | null): Promise<Searched<Found | null>> {
  const { db, clock } = deps;
  const { names, isFirst, inUse } = await withShop(db, run.shopId, (tx) => findUnsoughtTags(tx, run.shopId));
  if (names.length === 0) return { is: "read", read: null };
  const isAllowed = run.kind === "removal" || hasYes(run, scoreRunId);
  return searchTagged(deps, run.shopId, {
    names,
    query: TAGGED_IN_BULK,
    // What was asked for an earlier score run may have been other names.
    id: run.scoreRunId === scoreRunId ? run.searchId : null,
    note: (searchId) => changeWriteRun(db, run, searchId === null ? { searchId } : { searchId, scoreRunId }),
    read: (lines) => takeOverTags(db, run, { names, isFirst, inUse, isAllowed, now: clock() }, lines),
  });
}
