import type { ShopTransaction } from "../db/with-shop.server.ts";
import { findProductTitles } from "../orders/products.repo.server.ts";
import { ShopSplits } from "./shop-splits.ts";

export type NamedSplits = ShopSplits & {
  /** What the keys of firstProduct are called. */
  productTitles: ReadonlyMap<string, string>;
};

/** The splits of the shop's current run; null where there is no run yet, or one from before there were any. */
export async function readSplits(tx: ShopTransaction, shopId: bigint): Promise<NamedSplits | null> {
  const { currentRunId } = await tx.shop.findUniqueOrThrow({ where: { id: shopId } });
  return currentRunId === null ? null : readSplitsOf(tx, { shopId, runId: currentRunId });
}

/** Those of one run; null in a run from before there were any. */
export async function readSplitsOf(tx: ShopTransaction, { shopId, runId }: { shopId: bigint; runId: bigint }): Promise<NamedSplits | null> {
  const { splits } = await tx.scoreRun.findUniqueOrThrow({ where: { shopId_id: { shopId, id: runId } }, select: { splits: true } });
  if (splits === null) return null;
  const parsed = ShopSplits.parse(splits);
  const productIds = parsed.cells.firstProduct.top.flatMap(({ key }) => (key === null ? [] : BigInt(key)));
  return { ...parsed, productTitles: await findProductTitles(tx, shopId, productIds) };
}
