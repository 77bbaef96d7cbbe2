import type { ShopTransaction } from "../db/with-shop.server.ts";
import { foldTag } from "../segments/fold-tag.ts";
import { SegmentBorders } from "../segments/segment-borders.ts";
import type { CustomerDiff } from "./diff-customer.ts";
import type { TagStand } from "./hand-change.ts";
import { dimensionsByTag } from "./tag-dimension.ts";

export type StoredTagStand = TagStand & { version: number; refused: boolean };

type Row = { tags: string[]; pending: boolean; refused: boolean; version: number; diff: CustomerDiff | null; borders: unknown };

/** Null where nothing of ours is on the customer, or where the shop has no run. One statement: a first write asks as often as it has customers. */
export async function findTagStand(tx: ShopTransaction, shopId: bigint, customerId: bigint): Promise<StoredTagStand | null> {
  const [row] = await tx.$queryRaw<Row[]>`
    SELECT w.tags, w.pending, w.error IS NOT NULL AS refused, w.version, p.diff, r.borders
    FROM customer_writes w
    JOIN shops s ON s.id = w.shop_id
    JOIN score_runs r ON r.shop_id = s.id AND r.id = s.current_run_id
    LEFT JOIN planned_writes p ON p.shop_id = w.shop_id AND p.customer_id = w.customer_id
    WHERE w.shop_id = ${shopId} AND w.customer_id = ${customerId}`;
  if (!row) return null;
  const { tags, pending, refused, version, diff: planned, borders } = row;
  const dimensions = dimensionsByTag(SegmentBorders.parse(borders).definition);
  const dimensionOf = (tag: string) => dimensions.get(foldTag(tag)) ?? null;
  return { tags, certain: !pending && !refused, planned, names: [...dimensions.keys()], dimensionOf, version, refused };
}
