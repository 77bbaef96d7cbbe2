import type { ShopTransaction } from "../db/with-shop.server.ts";
import { findDefinition } from "../segments/definitions.repo.server.ts";
import { foldTag } from "../segments/fold-tag.ts";
import { SegmentBorders } from "../segments/segment-borders.ts";
import { type NamedTag, tagsInUse } from "../segments/tag-names.ts";

export type Unsought = {
  names: string[];
  isFirst: boolean;
  /** What is written, by segment; of which the names are those that are not known yet. */
  inUse: NamedTag[];
};

/**
 * Names that a write would give to customers of whom it is not known yet who carries them already; after an installation
 * also those that we remember from before it. A removal takes away what was given, and looks for names only where nothing
 * was given since the installation.
 *
 * @param as what the shop's writing is supposed to aim at; by default at what it does
 */
export async function findUnsoughtTags(tx: ShopTransaction, shopId: bigint, as?: "removing"): Promise<Unsought> {
  const { soughtTags, currentRunId, ...shop } = await tx.shop.findUniqueOrThrow({ where: { id: shopId } });
  const isFirst = soughtTags.length === 0;
  if (!isDue(as ?? shop.writing, { currentRunId, isFirst })) return { names: [], isFirst, inUse: [] };
  const inUse = await findInUse(tx, shopId, currentRunId);
  const remembered = isFirst ? await findRemembered(tx, shopId) : [];
  const known = new Set(soughtTags.map(foldTag));
  const names = [...inUse.map(({ tag }) => tag), ...remembered].filter((tag) => {
    const isNew = !known.has(foldTag(tag));
    known.add(foldTag(tag));
    return isNew;
  });
  return { names, isFirst, inUse };
}

/**
 * Whether there are such names and none was looked for since the installation. Each event asks, and while the merchant has not
 * said yes to what was found that may be for days: what is remembered of all customers is not gathered for it.
 */
export async function isNothingSought(tx: ShopTransaction, shopId: bigint): Promise<boolean> {
  const { soughtTags, currentRunId, writing } = await tx.shop.findUniqueOrThrow({ where: { id: shopId } });
  if (soughtTags.length > 0 || !isDue(writing, { currentRunId, isFirst: true })) return false;
  if ((await findInUse(tx, shopId, currentRunId)).length > 0) return true;
  return (await tx.customerWrite.findFirst({ where: { shopId, NOT: { tags: { isEmpty: true } } }, select: { customerId: true } })) !== null;
}

function isDue(writing: string, { currentRunId, isFirst }: { currentRunId: bigint | null; isFirst: boolean }): boolean {
  return (writing === "on" && currentRunId !== null) || (writing === "removing" && isFirst);
}

/** What the definition that writes go by gives to customers. */
export async function findInUse(tx: ShopTransaction, shopId: bigint, runId: bigint | null): Promise<NamedTag[]> {
  if (runId === null) return tagsInUse((await findDefinition(tx, shopId)).definition);
  const { borders } = await tx.scoreRun.findUniqueOrThrow({ where: { shopId_id: { shopId, id: runId } }, select: { borders: true } });
  return tagsInUse(SegmentBorders.parse(borders).definition);
}

async function findRemembered(tx: ShopTransaction, shopId: bigint): Promise<string[]> {
  const rows = await tx.$queryRaw<{ tag: string }[]>`SELECT DISTINCT unnest(tags) AS tag FROM customer_writes WHERE shop_id = ${shopId} ORDER BY tag`;
  return rows.map(({ tag }) => tag);
}
