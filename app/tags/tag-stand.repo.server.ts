import type { ShopTransaction } from "../db/with-shop.server.ts";
import { findCurrentBorders } from "../segments/current-borders.repo.server.ts";
import type { CustomerDiff } from "./diff-customer.ts";
import type { TagStand } from "./hand-change.ts";
import { createDimensionOf } from "./tag-dimension.ts";

export type StoredTagStand = TagStand & { version: number; refused: boolean };

/** Null where nothing of ours is on the customer, or where the shop has no run. */
export async function findTagStand(tx: ShopTransaction, shopId: bigint, customerId: bigint): Promise<StoredTagStand | null> {
  const row = await tx.customerWrite.findUnique({ where: { shopId_customerId: { shopId, customerId } }, include: { planned: true } });
  const run = await findCurrentBorders(tx, shopId);
  if (!row || !run) return null;
  return {
    tags: row.tags,
    certain: !row.pending && row.error === null,
    planned: row.planned && (row.planned.diff as CustomerDiff),
    dimensionOf: createDimensionOf(run.borders.definition),
    version: row.version,
    refused: row.error !== null,
  };
}
