import { z } from "zod";
import type { Prisma } from "../db/generated/client.ts";
import type { ShopTransaction } from "../db/with-shop.server.ts";
import { findInUse } from "./unsought-tags.repo.server.ts";

/** What stood on customers who are gone: the tags of each, one set where several had the same. */
const StrayTags = z.array(z.array(z.string()));

/** In the place of a search that is all that a run has left to do: nobody need be compared before it is asked for again. */
export const NO_ROOM = "";

export type Strays = {
  /** None where nobody wants to know: an undo brings back what stood before, whatever has come since. */
  sets: string[][];
  /** The bulk query that looks for them; NO_ROOM where Shopify has not let it begin; null where none is to be. */
  searchId: string | null;
  /** Tags that are taken off whom we write, whoever has put them there. */
  restored: string[];
};

export async function findStrays(tx: ShopTransaction, shopId: bigint): Promise<Strays> {
  const { strayTags, straySearchId: searchId, writing, handChanges, currentRunId } = await tx.shop.findUniqueOrThrow({ where: { id: shopId } });
  const sets = writing === "on" || writing === "removing" ? StrayTags.parse(strayTags) : [];
  const isRestored = sets.length > 0 && handChanges === "restore";
  return { sets, searchId, restored: isRestored ? (await findInUse(tx, shopId, currentRunId)).map(({ tag }) => tag) : [] };
}

/**
 * What is remembered to stand on these customers, who are gone: one set where several have the same.
 *
 * @param gone selects their ids
 */
export async function findStrayed(tx: ShopTransaction, shopId: bigint, gone: Prisma.Sql): Promise<string[][]> {
  const rows = await tx.$queryRaw<{ tags: string[] }[]>`
    SELECT DISTINCT array(SELECT tag FROM unnest(tags) AS tag ORDER BY tag) AS tags
    FROM customer_writes WHERE shop_id = ${shopId} AND customer_id IN (${gone}) AND tags <> '{}'`;
  return rows.map(({ tags }) => tags);
}

/** Remembers that these may stand on somebody by now. A search that is under way was asked before that. */
export async function noteStrays(tx: ShopTransaction, shopId: bigint, sets: readonly string[][]): Promise<void> {
  if (sets.length === 0) return;
  await tx.$executeRaw`
    UPDATE shops
    SET stray_tags = (SELECT jsonb_agg(DISTINCT tags) FROM jsonb_array_elements(stray_tags || ${JSON.stringify(sets)}::jsonb) AS noted (tags)),
      stray_search_id = NULL
    WHERE id = ${shopId}`;
}

/** Which search looks for these; where others were noted meanwhile, none does. */
export async function noteStraySearch(tx: ShopTransaction, shopId: bigint, { sets }: Pick<Strays, "sets">, searchId: string | null): Promise<void> {
  await tx.shop.updateMany({ where: { id: shopId, strayTags: { equals: sets } }, data: { straySearchId: searchId } });
}
