import type { ShopTransaction } from "../db/with-shop.server.ts";
import { foldTag } from "../segments/fold-tag.ts";
import { MILLISECONDS_PER_DAY } from "../time/milliseconds-per-day.ts";
import { findEarlierDimensions } from "./earlier-dimensions.repo.server.ts";
import type { HandChange } from "./hand-change.ts";
import type { Dimension } from "./tag-dimension.ts";
import type { StoredTagStand } from "./tag-stand.repo.server.ts";

/** Set right more often than that within a day, a tag is fought over by another app: we leave the field. */
const MOST_RESTORED_A_DAY = 3;

export type StandingCustomer = StoredTagStand & { shopId: bigint; customerId: bigint };

/**
 * Stores what somebody did to our tags, so that the next write sets it right or, where the shop respects such changes,
 * leaves the dimension alone.
 *
 * @returns false where a bulk round has taken the customer meanwhile
 */
export async function noteHandChange(tx: ShopTransaction, customer: StandingCustomer, { removed, added, kept }: HandChange, now: Date): Promise<boolean> {
  const { shopId, customerId, version } = customer;
  const mine = await tx.customerWrite.updateMany({ where: { shopId, customerId, version }, data: { version: version + 1 } });
  if (mine.count === 0) return false;
  const left = customer.tags.filter((tag) => !removed.includes(tag));
  const toRestore: string[] = [];
  const dimensionOf = await findDimensionOf(tx, customer);
  for (const dimension of new Set([...removed, ...added].flatMap((tag) => dimensionOf(tag) ?? []))) {
    const ofDimension = (tags: readonly string[]) => tags.filter((tag) => dimensionOf(tag) === dimension);
    const change = { kept: ofDimension(kept), added: ofDimension(added) };
    if (!(await noteDimension(tx, { shopId, customerId, dimension }, change, now))) toRestore.push(...change.added);
  }
  // What was typed on counts as ours where it is to go: only what is ours is ever removed.
  await tx.customerWrite.update({ where: { shopId_customerId: { shopId, customerId } }, data: { tags: [...left, ...toRestore] } });
  return true;
}

/** Who has not been written since the names changed carries those of an earlier definition. */
async function findDimensionOf(tx: ShopTransaction, { shopId, tags, names, dimensionOf }: StandingCustomer): Promise<StandingCustomer["dimensionOf"]> {
  if (tags.every((tag) => dimensionOf(tag) !== null)) return dimensionOf;
  const earlier = await findEarlierDimensions(tx, shopId);
  const isOn = new Set(names.map(dimensionOf));
  return (tag) => {
    const dimension = dimensionOf(tag) ?? earlier.get(foldTag(tag)) ?? null;
    return isOn.has(dimension) ? dimension : null;
  };
}

type Key = { shopId: bigint; customerId: bigint; dimension: Dimension };

/** @returns whether the dimension is left alone from now on */
async function noteDimension(tx: ShopTransaction, key: Key, { kept, added }: { kept: string[]; added: string[] }, now: Date): Promise<boolean> {
  const where = { shopId_customerId_dimension: key };
  const before = await tx.handChange.findUnique({ where });
  const { handChanges } = await tx.shop.findUniqueOrThrow({ where: { id: key.shopId } });
  const isRecent = before !== null && now.getTime() - before.noticedAt.getTime() < MILLISECONDS_PER_DAY;
  const restored = (isRecent ? before.restored : 0) + 1;
  const leftAlone = before?.leftAlone === true || handChanges === "respect" || restored > MOST_RESTORED_A_DAY;
  const allAdded = before?.leftAlone ? [...new Set([...before.added, ...added])] : added;
  const data = { kept, added: allAdded, leftAlone, restored: leftAlone ? 0 : restored, noticedAt: now };
  await tx.handChange.upsert({ where, create: { ...key, ...data }, update: data });
  return leftAlone;
}
