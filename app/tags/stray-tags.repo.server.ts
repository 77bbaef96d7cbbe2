import { z } from "zod";
import type { Prisma } from "../db/generated/client.ts";
import type { ShopTransaction } from "../db/with-shop.server.ts";
import { findInUse } from "./unsought-tags.repo.server.ts";

/** What stood on customers who are gone: the tags of each, one set where several had the same. */
const StrayTags = z.array(z.array(z.string()));

export type Strays = {
  /** None where nobody wants to know: an undo brings back what stood before, whatever has come since. */
  sets: string[][];
  /** The bulk query that looks for them; null where none does. */
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
 * Remembers that our tags on these customers, who are gone, may stand on somebody by now. A search that is under way was
 * asked before that.
 *
 * @param gone selects their ids
 */
export async function noteStrays(tx: ShopTransaction, shopId: bigint, gone: Prisma.Sql): Promise<void> {
  await tx.$executeRaw`
    WITH strayed AS (
      SELECT to_jsonb(array(SELECT tag FROM unnest(tags) AS tag ORDER BY tag)) AS tags
      FROM customer_writes WHERE shop_id = ${shopId} AND customer_id IN (${gone}) AND tags <> '{}'
    )
    UPDATE shops
    SET stray_tags = (SELECT jsonb_agg(DISTINCT tags) FROM (SELECT tags FROM strayed UNION ALL SELECT jsonb_array_elements(stray_tags)) AS noted (tags)),
      stray_search_id = NULL
    WHERE id = ${shopId} AND EXISTS (SELECT FROM strayed)`;
}

/** Which search looks for these; where others were noted meanwhile, none does. */
export async function noteStraySearch(tx: ShopTransaction, shopId: bigint, { sets }: Pick<Strays, "sets">, searchId: string | null): Promise<void> {
  await tx.shop.updateMany({ where: { id: shopId, strayTags: { equals: sets } }, data: { straySearchId: searchId } });
}
