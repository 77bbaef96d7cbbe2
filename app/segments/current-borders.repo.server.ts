import type { ShopTransaction } from "../db/with-shop.server.ts";
import { SegmentBorders } from "./segment-borders.ts";

export type CurrentRun = { runId: bigint; currency: string; borders: SegmentBorders };

/** How the shop's customers are sorted now, and by which definition; null before the first run. */
export async function findCurrentBorders(tx: ShopTransaction, shopId: bigint): Promise<CurrentRun | null> {
  const { currentRunId: runId } = await tx.shop.findUniqueOrThrow({ where: { id: shopId } });
  if (runId === null) return null;
  const { currency, borders } = await tx.scoreRun.findUniqueOrThrow({ where: { shopId_id: { shopId, id: runId } } });
  return { runId, currency, borders: SegmentBorders.parse(borders) };
}
