import type { ShopTransaction } from "../db/with-shop.server.ts";
import { foldTag } from "../segments/fold-tag.ts";
import { SegmentBorders } from "../segments/segment-borders.ts";
import { tagsInUse } from "../segments/tag-names.ts";

export type Unsought = { names: string[]; isFirst: boolean };

/**
 * Names that a write would give to customers of whom it is not known yet who carries them already; after an installation
 * also those that we remember from before it. None where nothing is written.
 */
export async function findUnsoughtTags(tx: ShopTransaction, shopId: bigint): Promise<Unsought> {
  const { soughtTags, writing, currentRunId } = await tx.shop.findUniqueOrThrow({ where: { id: shopId } });
  const isFirst = soughtTags.length === 0;
  if (writing !== "on" || currentRunId === null) return { names: [], isFirst };
  const { borders } = await tx.scoreRun.findUniqueOrThrow({ where: { shopId_id: { shopId, id: currentRunId } }, select: { borders: true } });
  const inUse = tagsInUse(SegmentBorders.parse(borders).definition).map(({ tag }) => tag);
  const remembered = isFirst ? await findRemembered(tx, shopId) : [];
  const known = new Set(soughtTags.map(foldTag));
  const names = [...inUse, ...remembered].filter((tag) => {
    const isNew = !known.has(foldTag(tag));
    known.add(foldTag(tag));
    return isNew;
  });
  return { names, isFirst };
}

async function findRemembered(tx: ShopTransaction, shopId: bigint): Promise<string[]> {
  const rows = await tx.$queryRaw<{ tag: string }[]>`SELECT DISTINCT unnest(tags) AS tag FROM customer_writes WHERE shop_id = ${shopId} ORDER BY tag`;
  return rows.map(({ tag }) => tag);
}
